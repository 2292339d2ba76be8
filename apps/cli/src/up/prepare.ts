import { join } from 'node:path';
import { CommandFailed } from '../failure.js';
import { migrateDatabase, openSystem, type System } from '../local/system.js';
import { publishProgram } from '../local/publish-program.js';
import { faultyProgram } from '../local/read-program.js';
import { loadSamples, openSampleAccounts } from '../samples/load-samples.js';
import { readSamples, type SampleFiles } from '../samples/sample-files.js';
import type { DatabaseServer } from './database-server.js';
import type { Progress } from './progress.js';
import { sampleRound } from './sample-round.js';

const sampleProgram = 'liaoning-integration-2016';
/** Holds the desk that may see the issuer's programs. */
const issuerLogin = 'province';

export interface Preparation {
  readonly server: DatabaseServer;
  /** The queues live in PostgreSQL. */
  readonly queuesThere: boolean;
  readonly root: string;
  /** Undefined where no samples are wanted. */
  readonly samples: SampleFiles | undefined;
  readonly production: boolean;
  readonly progress: Progress;
}

/** Brings the database up to this release and, where samples are wanted, puts them there once. */
export async function prepare({ server, queuesThere, root, samples, production, progress }: Preparation): Promise<{ readonly program: string | undefined }> {
  await progress.step({ zh: '检查并升级数据库', en: 'Migrating the database' }, () => migrateDatabase(server, queuesThere), (ran) =>
    ran.length === 0 ? { zh: '已是最新', en: 'up to date' } : { zh: `执行了 ${ran.length} 步`, en: `${ran.length} migrations` },
  );
  const system = await openSystem(server);
  try {
    if (!samples) {
      if (production) await refuseSampleAccounts(system, root);
      return { program: undefined };
    }
    await progress.step({ zh: '载入示例机构、岗位和账号', en: 'Loading sample organisations, posts and accounts' }, () => loadSamples(system.directory, samples, system.clock), (loaded) =>
      loaded.accounts === 0
        ? { zh: '已在库中', en: 'there already' }
        : { zh: `${loaded.organisations} 个机构，${loaded.posts} 个岗位，${loaded.accounts} 个账号`, en: `${loaded.organisations} organisations, ${loaded.posts} posts, ${loaded.accounts} accounts` },
    );
    return await progress.step({ zh: '发布并开办示例试点项目', en: 'Publishing and opening the sample program' }, () => openSampleProgram(system, root), ({ program }) => ({ zh: program }));
  } finally {
    await system.close();
  }
}

/** Opens one round with dates around today, unless there is one. */
async function openSampleProgram(system: System, root: string): Promise<{ readonly program: string }> {
  const issuer = await system.directory.accountByLogin(issuerLogin);
  const principal = issuer && (await system.directory.principal(issuer.id, system.clock.now()));
  if (principal) {
    const { items } = await system.reader.programs(principal, { limit: 200 });
    const there = items.find(({ definitionId }) => definitionId === sampleProgram);
    if (there) return { program: there.name };
  }
  const folder = join(root, 'workflows/programs', sampleProgram);
  const { artefact, published, diagnostics } = await publishProgram(system, folder);
  if (published === undefined) throw faultyProgram(folder, diagnostics);
  const name = `${artefact.name.zh}（示例）`;
  await system.programs.open({ principal: null, at: system.clock.now(), definitionHash: published.hash, name, dates: sampleRound(system.clock.now(), Object.keys(artefact.dates)) });
  return { program: name };
}

/** Everybody can read the sample password: on a server in production such an account is an open door. */
export async function refuseSampleAccounts(system: System, root: string): Promise<void> {
  const open = await openSampleAccounts(system.directory, await readSamples(root));
  if (open.length === 0) return;
  throw new CommandFailed('samples.in_production', {
    what: { zh: `生产环境里有可以用公开口令登录的示例账号：${open.join('、')}`, en: `In production there are sample accounts that open with the public password: ${open.join(', ')}` },
    mend: { zh: '停用这些账号或改掉口令；确实要用时设 SHIDIAN_SAMPLES=true', en: 'Disable them or change their passwords; if you do want them, set SHIDIAN_SAMPLES=true' },
  });
}
