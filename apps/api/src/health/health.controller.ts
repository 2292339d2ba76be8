import { Controller } from '@nestjs/common';
import type { HealthReport } from '@shidian/observability';
import { Problem } from '../problem/problem.js';
import type { Answered } from '../route/answered.js';
import type { AnswerOf, InputOf } from '../route/input.js';
import { Input, Serves } from '../route/serves.js';
import { Part } from '../tokens.js';
import { jsonObject } from '../wire/wire.js';
import type { Readiness } from './readiness.js';

const checks = (report: HealthReport): AnswerOf<'ready'>['checks'] =>
  report.checks.map(({ name, ok, detail, details }) => ({ name, ok, detail: { ...detail }, details: jsonObject(details ?? {}) }));

@Controller()
export class HealthController {
  constructor(@Part('readiness') private readonly readiness: Readiness) {}

  @Serves('live')
  live(@Input() _input: InputOf<'live'>): Promise<Answered<AnswerOf<'live'>>> {
    return Promise.resolve({ body: { live: true } });
  }

  @Serves('ready')
  async ready(@Input() _input: InputOf<'ready'>): Promise<Answered<AnswerOf<'ready'>>> {
    const report = await this.readiness.report();
    if (!report.ok) throw new Problem('not_ready', { details: { checks: checks(report) } });
    return { body: { ready: true, degraded: report.checks.some(({ ok }) => !ok), checks: checks(report) }, headers: { 'cache-control': 'no-store' } };
  }
}
