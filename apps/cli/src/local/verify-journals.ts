import type { ChainReport } from '@shidian/lifecycle';
import { paint, say } from '../print/terminal.js';
import type { Surroundings } from '../surroundings.js';
import { withSystem } from './where.js';

/** False when a chain is not whole. */
export async function verifyJournals(around: Surroundings, owner: string | undefined): Promise<boolean> {
  const { terminal } = around;
  return withSystem(around, async ({ audit }) => {
    let chains = 0;
    let entries = 0;
    const faulty: ChainReport[] = [];
    for await (const report of audit.verify(owner)) {
      chains += 1;
      entries += report.entries;
      if (report.whole) continue;
      faulty.push(report);
      if (!terminal.json) terminal.out(`${paint(terminal, 'red', '✗')} ${report.ownerId}  #${report.firstFault?.seq ?? '?'}  ${report.firstFault ? say(terminal, report.firstFault.words) : ''}`);
    }
    if (terminal.json) terminal.out(JSON.stringify({ chains, entries, whole: faulty.length === 0, faulty }));
    else {
      terminal.out(
        faulty.length === 0
          ? `${paint(terminal, 'green', '✓')} ${say(terminal, { zh: `${chains} 条链、${entries} 条记录完整无缺。`, en: `${chains} chains with ${entries} entries are whole.` })}`
          : say(terminal, { zh: `${chains} 条链中有 ${faulty.length} 条不完整。`, en: `${faulty.length} of ${chains} chains are not whole.` }),
      );
    }
    return faulty.length === 0;
  });
}
