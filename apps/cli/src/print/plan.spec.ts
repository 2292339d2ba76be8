import { check } from '@shidian/definition';
import { calendarAsOf, planOf } from '@shidian/lifecycle';
import { describe, expect, it } from 'vitest';
import { planLines } from './plan.js';
import type { Terminal } from './terminal.js';

const terminal = (language: Terminal['language']): Terminal => ({ json: false, colour: false, language, out: () => undefined, err: () => undefined });
const january = Date.parse('2016-01-20T00:00:00+08:00');

describe('the plan as a table', () => {
  it.each(['zh', 'en'] as const)('of Liaoning in January 2016 is the one on file (%s)', async (language) => {
    const { artefact } = check('workflows/programs/liaoning-integration-2016');
    if (artefact === undefined) throw new Error('the Liaoning program does not compile');
    const plan = planOf({ artefact, calendar: calendarAsOf(january, artefact.zone) });
    await expect(`${planLines(terminal(language), plan, january).join('\n')}\n`).toMatchFileSnapshot(`golden/liaoning-2016.plan.${language}.txt`);
  });
});
