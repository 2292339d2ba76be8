import { Controller } from '@nestjs/common';
import type { Reader } from '@shidian/lifecycle';
import type { Answered } from '../route/answered.js';
import { Asker, type Caller } from '../route/caller.js';
import type { AnswerOf, InputOf } from '../route/input.js';
import { pageRequest } from '../route/page.js';
import { Input, Serves } from '../route/serves.js';
import { Part } from '../tokens.js';
import { DueWords } from '../wire/due-words.js';
import { wireTask } from './wire-task.js';

@Controller()
export class TasksController {
  constructor(
    @Part('reader') private readonly reader: Reader,
    private readonly due: DueWords,
  ) {}

  @Serves('tasks')
  async mine(@Input() { query }: InputOf<'tasks'>, @Asker() { principal, at }: Caller): Promise<Answered<AnswerOf<'tasks'>>> {
    const filter = { open: query.state !== 'done', ...(query.programId !== undefined && { programId: query.programId }) };
    const { items, next } = await this.reader.tasks(principal, filter, pageRequest(query));
    return { body: { items: items.map((task) => wireTask(task, at, this.due)), next } };
  }
}
