/** What the doctor looks at besides the cases: versions, the database server and its roles, the queue's server. */
import type { Config } from '@shidian/config';
import type { ServerStanding } from '@shidian/persistence';
import { configureBackend, type Log } from '@shidian/queue';
import type { DatabaseUrls } from './system.js';

export interface Check {
  readonly ok: boolean;
  readonly name: string;
  readonly words: { readonly zh: string; readonly en: string };
}

/** The least Node.js, as package.json asks. */
const leastNode = [20, 19] as const;

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

export function nodeCheck(version = process.versions.node): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const ok = major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1]);
  return {
    ok,
    name: 'node',
    words: ok ? { zh: `Node.js ${version}`, en: `Node.js ${version}` } : { zh: `Node.js ${version} 过旧，需要 ${leastNode.join('.')} 或更新`, en: `Node.js ${version} is too old: ${leastNode.join('.')} or later is needed` },
  };
}

/** Opens the queue as a worker does at its start, with the same refusals: no answer, tables missing, a Redis that evicts. */
export async function queueCheck(config: Pick<Config, 'redisUrl'>, urls: DatabaseUrls): Promise<Check> {
  try {
    const backend = await configureBackend(config.redisUrl === undefined ? { kind: 'postgres', url: urls.url, ownerUrl: urls.ownerUrl } : { kind: 'redis', url: config.redisUrl }, silent);
    try {
      await backend.probe();
      const evicts = backend.kind === 'redis' ? { zh: '，内存写满时不丢任务（noeviction）', en: ', and drops no jobs when its memory is full (noeviction)' } : { zh: '', en: '' };
      return { ok: true, name: 'queue', words: { zh: `${backend.where} 可用${evicts.zh}`, en: `${backend.where} answers${evicts.en}` } };
    } finally {
      await backend.close();
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, name: 'queue', words: { zh: message, en: message } };
  }
}

export function serverChecks({ version, roles, notDurable, connections }: ServerStanding): readonly Check[] {
  const missing = roles.filter(({ there }) => !there).map(({ name }) => name);
  const strong = roles.filter(({ bypasses }) => bypasses).map(({ name }) => name);
  const used = `${connections.used} / ${connections.most}`;
  return [
    notDurable.length === 0
      ? { ok: true, name: 'postgresql', words: { zh: `PostgreSQL ${version}，提交即落盘；连接 ${used}`, en: `PostgreSQL ${version}, commits are durable; connections ${used}` } }
      : { ok: false, name: 'postgresql', words: { zh: `${notDurable.join('、')} 已关闭，断电可能丢失已提交的内容：请打开`, en: `${notDurable.join(', ')} is off: what was committed may be lost with the power; turn it on` } },
    missing.length === 0 && strong.length === 0
      ? { ok: true, name: 'roles', words: { zh: '三个数据库角色齐全，都受行级安全约束', en: 'the three database roles are there and none goes past row-level security' } }
      : {
          ok: false,
          name: 'roles',
          words: {
            zh: [...(missing.length > 0 ? [`缺角色 ${missing.join('、')}：运行 shidian migrate`] : []), ...(strong.length > 0 ? [`角色 ${strong.join('、')} 可越过行级安全：去掉 SUPERUSER 和 BYPASSRLS`] : [])].join('；'),
            en: [...(missing.length > 0 ? [`roles missing: ${missing.join(', ')}; run shidian migrate`] : []), ...(strong.length > 0 ? [`${strong.join(', ')} may go past row-level security: take SUPERUSER and BYPASSRLS away`] : [])].join('; '),
          },
        },
  ];
}
