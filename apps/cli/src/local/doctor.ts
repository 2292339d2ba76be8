import { resolve } from 'node:path';
import { describeConfig } from '@shidian/config';
import { configOf } from '../environment.js';
import { paint, say } from '../print/terminal.js';
import type { Surroundings } from '../surroundings.js';
import { heldAddress } from '../up/lock.js';
import { askReady } from '../up/ready.js';
import { defaultRoles, serverStanding } from '@shidian/persistence';
import { nodeCheck, queueCheck, serverChecks } from './doctor-checks.js';
import { databaseUrls, withSystem } from './where.js';

interface Finding {
  readonly ok: boolean;
  readonly name: string;
  readonly says: string;
}

/** False when something is wrong and was not mended. */
export async function examine(around: Surroundings, mend: boolean): Promise<boolean> {
  const { terminal } = around;
  const findings: Finding[] = [];
  const tell = (ok: boolean, name: string, says: string): void => {
    findings.push({ ok, name, says });
    if (!terminal.json) terminal.out(`${ok ? paint(terminal, 'green', '✓') : paint(terminal, 'red', '✗')} ${name}  ${says}`);
  };

  const config = configOf(around.environment);
  tell(true, 'settings', say(terminal, { zh: '设置可用', en: 'the settings can be used' }));
  if (!terminal.json) for (const [name, value] of Object.entries(describeConfig(config))) terminal.out(`    ${name}: ${String(value)}`);

  const address = heldAddress(resolve(around.folder, config.dataDir));
  if (address === undefined) tell(true, 'service', say(terminal, { zh: '本文件夹的服务没有运行', en: 'no service of this folder is running' }));
  else {
    const answer = await askReady(address);
    tell(answer.ready, 'service', answer.ready ? `${address} ${say(terminal, { zh: '就绪', en: 'is ready' })}` : answer.says);
  }

  for (const check of [nodeCheck(), await queueCheck(config, databaseUrls(around))]) tell(check.ok, check.name, say(terminal, check.words));

  await withSystem(around, async ({ database, audit }) => {
    for (const check of serverChecks(await serverStanding(database.pools.engine, defaultRoles))) tell(check.ok, check.name, say(terminal, check.words));
    const pending = await database.migrationsPending();
    tell(pending.length === 0, 'database', pending.length === 0 ? say(terminal, { zh: '结构已是最新', en: 'the schema is up to date' }) : pending.join(', '));
    let faults = 0;
    for await (const fault of audit.examine(mend)) {
      faults += 1;
      tell(fault.mended, fault.owner, `${say(terminal, fault.words)}${fault.mended ? `  ${say(terminal, { zh: '已改正', en: 'mended' })}` : ''}`);
    }
    if (faults === 0) tell(true, 'cases', say(terminal, { zh: '每一件的待办与定时都与定义相符', en: 'every case has the tasks and timers that its definition asks for' }));
    else if (!mend) terminal.err(`  → ${say(terminal, { zh: '改正：shidian doctor --mend', en: 'Mend them: shidian doctor --mend' })}`);
  });

  const ok = findings.every((finding) => finding.ok);
  if (terminal.json) terminal.out(JSON.stringify({ ok, findings }));
  return ok;
}
