/** Proof 17: every notice has somebody who receives it, and every roll somebody who makes it. */
import { BUILT_IN_RECEIVERS } from '../compile/notices.js';
import type { Compiled } from '../compile/program.js';
import { meant } from '../diagnostics.js';

export function lintReceivers({ stages, artefact, compilation }: Compiled): void {
  const parties = Object.keys(artefact.parties);
  const receivers = [...new Set([...BUILT_IN_RECEIVERS, ...parties])];
  for (const stage of stages) {
    for (const [name, { to }] of Object.entries(stage.notices)) {
      const named = typeof to === 'string' ? [to] : to;
      const [place] = stage.places(['notices', name], 'key');
      if (place === undefined) continue;
      if (named.length === 0) compilation.diagnostics.error('def.notice-without-receiver', place, `通知 ${name} 没有收件人`, `The notice ${name} has no receiver`);
      for (const receiver of named.filter((item) => !receivers.includes(item))) {
        compilation.diagnostics.error('def.notice-without-receiver', place, `通知 ${name} 的收件人 ${receiver} 不是参与方`, `The notice ${name} goes to ${receiver}, which is no party`, meant(receiver, receivers));
      }
    }
    for (const [name, { by }] of Object.entries(stage.rolls)) {
      const [place] = stage.places(['rolls', name, 'by']);
      if (!parties.includes(by) && place !== undefined && !Object.values(stage.params).includes(by)) compilation.diagnostics.error('def.unknown-party', place, `没有参与方 ${by}`, `There is no party ${by}`, meant(by, parties));
    }
  }
}
