import { choice } from '../command/choice.js';
import type { Command } from '../command/command.js';
import { result } from '../print/result.js';
import { connect, remoteOptions } from '../remote/connect.js';
import { caseIdOf, programOf, programOption } from '../remote/places.js';

const common = [...remoteOptions, programOption] as const;
const outOption = { flags: '--out <file>', does: { zh: '写入文件', en: 'write it to a file' } } as const;

const caseDiagram: Command = {
  name: 'case diagram',
  args: '<case>',
  does: { zh: '画出一件走到了哪里：未办、待办、已办和走过的路', en: 'draw where a case stands and the way it has gone' },
  options: [
    ...common,
    { flags: '--view <road|chart>', does: { zh: '路线（默认）还是全部环节', en: 'the road, which is the default, or every state' } },
    { flags: '--format <svg|mermaid>', does: { zh: '格式，默认 svg', en: 'the format, svg by default' } },
    outOption,
  ],
  examples: ['case diagram 000001 --out 000001.svg'],
  async run(call) {
    const [view, format] = [choice(call.options, 'view', ['road', 'chart']), choice(call.options, 'format', ['svg', 'mermaid'])];
    const api = connect(call);
    const caseId = await caseIdOf(api, call, call.args[0] ?? '');
    const { content } = await api.file('caseDiagram', { params: { caseId }, query: { view, format, lang: call.around.terminal.language === 'en' ? 'en' : 'zh' } });
    const { showPicture } = await import('../local/diagram-program.js');
    await showPicture(call.around, new TextDecoder().decode(content), { case: caseId, view, format }, call.options.text('out'));
    return undefined;
  },
};

const programPlan: Command = {
  name: 'program plan',
  does: { zh: '一个批次的全程日历，作日历文件（iCalendar）；--json 为全部内容', en: 'the calendar of a round as a calendar file (iCalendar); all of it with --json' },
  options: [...common, outOption],
  examples: ['program plan --out plan.ics'],
  async run(call) {
    const api = connect(call);
    const { id: programId } = await programOf(api, call);
    const { terminal } = call.around;
    const out = call.options.text('out');
    if (terminal.json && out === undefined) {
      result(terminal, await api.call('programPlan', { params: { programId } }), () => []);
      return undefined;
    }
    const { content } = await api.file('programPlanCalendar', { params: { programId }, query: { lang: terminal.language === 'en' ? 'en' : 'zh' } });
    const { showPicture } = await import('../local/diagram-program.js');
    await showPicture(call.around, new TextDecoder().decode(content), { program: programId, format: 'ics' }, out);
    return undefined;
  },
};

export const pictureCommands: readonly Command[] = [caseDiagram, programPlan];
