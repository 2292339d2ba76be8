import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CommandFailed } from '../failure.js';
import { identityOf, stateOf } from './process-identity.js';

const content = z.object({ pid: z.int().positive(), started: z.int().optional(), address: z.string().optional() });

export interface Lock {
  /** True when the last run did not end by itself: its lock was there and its process was not. */
  readonly tookOver: boolean;
  /** Tells a second start where this one answers. */
  noteAddress(address: string): void;
  release(): void;
}

/** One service a data folder. Throws {@link CommandFailed} while another one lives there. */
export function takeLock(folder: string): Lock {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'lock');
  const mine = identityOf(process.pid);
  const write = (flag: 'w' | 'wx', address?: string): void => {
    writeFileSync(path, `${JSON.stringify({ ...mine, ...(address !== undefined && { address }) })}\n`, { flag });
  };
  let tookOver = false;
  try {
    write('wx');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    refuseWhileHeld(path);
    tookOver = true;
    rmSync(path, { force: true });
    write('wx');
  }
  return {
    tookOver,
    noteAddress: (address) => {
      write('w', address);
    },
    release: () => {
      rmSync(path, { force: true });
    },
  };
}

/** Where the service of this data folder answers, while it lives. */
export function heldAddress(folder: string): string | undefined {
  const held = read(join(folder, 'lock'));
  if (!held) return undefined;
  return stateOf({ pid: held.pid, ...(held.started !== undefined && { started: held.started }) }) === 'gone' ? undefined : held.address;
}

function refuseWhileHeld(path: string): void {
  const held = read(path);
  if (!held) {
    throw new CommandFailed('lock.unreadable', {
      what: { zh: '锁文件读不懂，无法判断服务是否已在运行', en: 'The lock file cannot be read, so whether the service runs is unknown' },
      where: path,
      mend: { zh: '确认没有 shidian 在运行后删除这个文件，再试一次', en: 'Make sure that no shidian is running, delete the file and try again' },
    });
  }
  const state = stateOf({ pid: held.pid, ...(held.started !== undefined && { started: held.started }) });
  if (state === 'gone') return;
  const at = held.address === undefined ? '' : `，地址 ${held.address}`;
  throw new CommandFailed('up.running', {
    what: { zh: `服务已在运行（进程 ${held.pid}${at}）`, en: `The service is running already (process ${held.pid}${held.address === undefined ? '' : `, ${held.address}`})` },
    where: path,
    mend:
      state === 'running'
        ? { zh: '用它，或先在那个窗口按 Ctrl-C 停下', en: 'Use it, or stop it first with Ctrl-C in its window' }
        : {
            zh: `用它，或先停下；如果进程 ${held.pid} 不是 shidian，删除这个文件再试`,
            en: `Use it, or stop it first; if process ${held.pid} is not shidian, delete the file and try again`,
          },
  });
}

function read(path: string): z.infer<typeof content> | undefined {
  try {
    return content.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}
