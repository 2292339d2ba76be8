import { join, resolve } from 'node:path';
import { withoutCredentials, type Config } from '@shidian/config';
import { configOf, samplesWanted, serviceEnvironment } from '../environment.js';
import { CommandFailed } from '../failure.js';
import { say } from '../print/terminal.js';
import { readSamples, type SampleFiles } from '../samples/sample-files.js';
import type { Surroundings } from '../surroundings.js';
import { bannerLines } from './banner.js';
import type { DatabaseServer } from './database-server.js';
import { diskFull, ensureRoom, meansDiskFull } from './disk.js';
import { startEmbedded } from './embedded.js';
import { takeLock, type Lock } from './lock.js';
import { ensureFree, freePort } from './ports.js';
import { Progress } from './progress.js';
import { noteRun, removeRun, stopLeftovers } from './run-file.js';
import { Service } from './service.js';
import { Stopped, StopWish, TearDown } from './stop.js';

/** The whole service on this machine until somebody stops it. Resolves when everything is down again. */
export async function up(around: Surroundings): Promise<boolean> {
  const config = configOf(around.environment);
  const folder = resolve(around.folder, config.dataDir);
  const wish = new StopWish();
  const tearDown = new TearDown();
  const forget = around.onStop(() => {
    wish.give();
  });
  try {
    await live({ around, config, folder, wish, tearDown, progress: new Progress(around.terminal) });
    return true;
  } catch (error) {
    if (error instanceof Stopped) return true;
    throw meansDiskFull(error) && !(error instanceof CommandFailed) ? diskFull(folder) : error;
  } finally {
    await tearDown.run((name, error) => {
      if (error) around.terminal.err(`  ! ${name}: ${error.message}`);
      else if (!around.terminal.json && !silently.has(name)) around.terminal.out(`  ${say(around.terminal, { zh: `${name} 已停止`, en: `${name} stopped` })}`);
    });
    forget();
  }
}

/** Taken down without a word. */
const silently = new Set(['lock', 'run']);

interface Run {
  readonly around: Surroundings;
  readonly config: Config;
  readonly folder: string;
  readonly wish: StopWish;
  readonly tearDown: TearDown;
  readonly progress: Progress;
}

async function live(run: Run): Promise<void> {
  const { around, config, folder, wish, tearDown, progress } = run;
  const lock = await guarded(run);
  const port = config.port === 0 ? await freePort(config.host) : config.port;
  await ensureFree(port, config.host);

  const server = await database(run);
  wish.throwIfGiven();
  const samples = await sampleFiles(run, server);
  // Late: whatever stops a start before this point is said at once.
  const { prepare } = await import('./prepare.js');
  const prepared = await prepare({ server, queuesThere: config.redisUrl === undefined, root: around.root, samples, progress, production: around.environment['NODE_ENV'] === 'production' });
  wish.throwIfGiven();

  const address = `http://${['0.0.0.0', '::', '127.0.0.1'].includes(config.host) ? 'localhost' : config.host}:${port}`;
  const logs = join(folder, 'logs');
  const environment = {
    ...serviceEnvironment(around.environment),
    DATABASE_URL: server.url,
    DATABASE_OWNER_URL: undefined,
    SHIDIAN_DATA_DIR: folder,
    // The worker listens elsewhere, but its links lead to the api.
    SHIDIAN_PUBLIC_URL: (around.environment['SHIDIAN_PUBLIC_URL'] ?? '').trim() === '' ? address : config.publicUrl,
    // As given it starts at the folder of the call, which is not that of the processes.
    ...(config.channels !== undefined && { SHIDIAN_CHANNELS: resolve(around.folder, config.channels) }),
  };
  const workerPort = await freePort();
  const workerPlan = Service.plan(around.root, logs, 'worker', { ...environment, PORT: String(workerPort), SHIDIAN_HOST: '127.0.0.1' });
  const apiPlan = Service.plan(around.root, logs, 'api', { ...environment, PORT: String(port) });
  const running: Service[] = [];
  // Written before anything is awaited: whoever takes over after a kill must find what to stop.
  const changed = (): void => {
    noteRun(folder, { address, embedded: server.embedded, url: server.url, ownerUrl: server.ownerUrl, processes: running.flatMap((one) => one.identity ?? []) });
  };
  const surroundings = { report: progress.note.bind(progress), changed, wish };
  await progress.step({ zh: '启动 api 和 worker', en: 'Starting api and worker' }, async () => {
    const worker = Service.run(workerPlan, `http://127.0.0.1:${workerPort}`, surroundings);
    tearDown.add('worker', () => worker.stop());
    const api = Service.run(apiPlan, address.replace('localhost', '127.0.0.1'), surroundings);
    tearDown.add('api', () => api.stop());
    running.push(worker, api);
    changed();
    tearDown.add('run', () => {
      removeRun(folder);
      return Promise.resolve();
    });
    await Promise.all(running.map((one) => one.ready()));
  });
  wish.throwIfGiven();

  lock.noteAddress(address);
  const started = { address, place: server.place, logs, samples: samples?.accounts, program: prepared.program };
  if (around.terminal.json) around.terminal.out(JSON.stringify({ ready: true, address, place: server.place, logs, program: prepared.program ?? null }));
  else for (const line of bannerLines(around.terminal, started)) around.terminal.out(line);

  await wish.wait();
  if (!around.terminal.json) around.terminal.out(`\n› ${say(around.terminal, { zh: '正在停止', en: 'Stopping' })}`);
}

/** Alone in the data folder, with room to write, and nothing left over from a run that was killed. */
async function guarded({ folder, tearDown, progress }: Run): Promise<Lock> {
  ensureRoom(folder);
  const lock = takeLock(folder);
  tearDown.add('lock', () => {
    lock.release();
    return Promise.resolve();
  });
  if (lock.tookOver) {
    progress.note({ zh: '上次没有正常停止，已接手它的数据', en: 'The last run did not end by itself; its data are taken over' });
    const stopped = await stopLeftovers(folder);
    if (stopped > 0) progress.note({ zh: `停下了上次留下的 ${stopped} 个进程`, en: `${stopped} processes of the last run were stopped` });
  }
  return lock;
}

async function database({ config, folder, tearDown, progress }: Run): Promise<DatabaseServer> {
  if (config.databaseUrl !== undefined) {
    const { databaseUrl: url } = config;
    return { url, ownerUrl: config.databaseOwnerUrl ?? url, place: withoutCredentials(url), embedded: false, notes: [], stop: () => Promise.resolve() };
  }
  const server = await progress.step({ zh: '启动自带的 PostgreSQL', en: 'Starting the embedded PostgreSQL' }, () => startEmbedded(folder, progress.note.bind(progress)), ({ place }) => ({ zh: place }));
  tearDown.add('PostgreSQL', () => server.stop());
  for (const note of server.notes) progress.note(note);
  return server;
}

/** Samples belong to a trial: on somebody's own server they are loaded only when asked for. */
async function sampleFiles({ around }: Run, server: DatabaseServer): Promise<SampleFiles | undefined> {
  return (samplesWanted(around.environment) ?? server.embedded) ? readSamples(around.root) : undefined;
}
