import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { dependenciesAreCurrent } from '../setup/dependencies.mjs';
import { root } from '../setup/run.mjs';
import { buildIsCurrent, noteBuild, sourcesOf } from './build-stamp.mjs';
import { runningProcess } from './running.mjs';
import { step } from './step.mjs';

/** @param {string[]} words arguments for `shidian up` */
export async function start(words) {
  // A build would pull the files from under a service that is running.
  const folders = [join(root, '.shidian'), resolve(process.env['SHIDIAN_DATA_DIR'] ?? '.shidian')];
  const busy = folders.some((folder) => runningProcess(folder) !== undefined);
  if (!busy && !(await prepare())) return;
  handOver(['up', ...words]);
}

async function prepare() {
  if (!dependenciesAreCurrent()) {
    const ok = await step(
      '安装依赖（首次约一分钟） Installing dependencies (about a minute the first time)',
      'npm',
      ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--progress=false'],
    );
    if (!ok) return fail('依赖没有装上：看上面 npm 的说明，检查网络和磁盘空间后再运行 npm start。', 'The dependencies were not installed: see what npm says above, check the network and the disk, then run npm start again.');
  }
  const sources = sourcesOf(root);
  if (!buildIsCurrent(root, sources)) {
    const ok = await step('编译 Building', process.execPath, [join(root, 'scripts/build.mjs')]);
    if (!ok) return fail('没有编译成功，见上面的说明。', 'The build failed; see above.');
    noteBuild(root, sources);
  }
  return true;
}

function fail(zh, en) {
  console.error(`✗ ${zh}\n  ${en}`);
  process.exitCode = 1;
  return false;
}

/** The command line stops its own parts in order; this process only passes signals on and waits. */
function handOver(words) {
  const main = join(root, 'dist/apps/cli/src/main.js');
  if (!existsSync(main)) {
    fail('dist 不完整：请删除 dist 后再运行 npm start。', 'dist is incomplete: delete it and run npm start again.');
    return;
  }
  // The channel tells the child when this process is gone, even by SIGKILL. A signal may arrive twice there (from the
  // terminal and from here); it stops once.
  const started = spawn(process.execPath, [main, ...words], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => started.kill(signal));
  started.on('error', (error) => fail(`启动不了命令行：${error.message}`, `The command line cannot be started: ${error.message}`));
  started.on('close', (code, signal) => {
    process.exitCode = code ?? (signal ? 1 : 0);
  });
}
