import { Controller } from '@nestjs/common';
import { bookOf, type CalendarBook, type CalendarSource } from '@shidian/lifecycle';
import type { Answered } from '../route/answered.js';
import type { AnswerOf, InputOf } from '../route/input.js';
import { Input, Serves } from '../route/serves.js';
import { Part } from '../tokens.js';
import { contentTag, revalidated } from '../wire/content-tag.js';

type WireDay = AnswerOf<'holidays'>['days'][number];

function wireDay({ date, working, name, source, provisional, weekend }: CalendarBook['days'][number]): WireDay {
  const kind = working ? (weekend ? 'exchange' : 'working') : weekend && name === undefined ? 'weekend' : 'holiday';
  return { date, working, kind, name: name ?? null, source, provisional };
}

@Controller()
export class HolidaysController {
  constructor(@Part('calendars') private readonly calendars: CalendarSource) {}

  @Serves('holidays')
  async year(@Input() { params }: InputOf<'holidays'>): Promise<Answered<AnswerOf<'holidays'>>> {
    const { year, version, coverage, days } = await bookOf(this.calendars, Number(params.year));
    const body = { year, version, coverage, days: days.map(wireDay) };
    return { body, headers: { etag: contentTag(JSON.stringify(body)), 'cache-control': revalidated } };
  }
}
