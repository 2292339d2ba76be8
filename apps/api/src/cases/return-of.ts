import type { SubStep } from '@shidian/engine';
import type { CasePage, Principal, Reader } from '@shidian/lifecycle';

export interface ReturnSaid {
  /** Null where none had to be given. */
  readonly reason: string | null;
  /** Who returned it, with his organisation where he did so by a task of the case. */
  readonly by: string | null;
}

type Cause = Extract<SubStep['cause'], { readonly kind: 'act' | 'roll' }>;

/** Who returned a case that has not come back yet, and why, as its record says: read up to the entry of that instant. */
export async function returnOf(reader: Reader, principal: Principal, { item, tasks, state: { outstanding } }: CasePage): Promise<ReturnSaid | undefined> {
  if (outstanding === undefined) return undefined;
  for (let cursor: string | undefined; ; ) {
    const page = await reader.journal(principal, item.id, { limit: 200, ...(cursor !== undefined && { cursor }) });
    const [found] = page.items.flatMap(({ seq, at, body }) => {
      const cause = at === outstanding.at ? causeOf(body) : undefined;
      return cause === undefined ? [] : [{ seq, cause }];
    }).slice(-1);
    if (found !== undefined) {
      const { seq, cause } = found;
      const name = (await reader.journalActors(principal, item.id, [seq])).get(seq);
      const member = cause.kind === 'act' ? tasks.find(({ number }) => number === cause.number)?.members.find(({ post }) => post === cause.post) : undefined;
      const by = [member?.organisationName, name].filter((part) => part !== undefined).join(' ');
      const { reason } = cause.data;
      return { reason: typeof reason === 'string' && reason !== '' ? reason : null, by: by === '' ? null : by };
    }
    if (page.next === null) return { reason: null, by: null };
    cursor = page.next;
  }
}

/** Of an act or of a line of a roll; undefined where the entry tells something else. */
function causeOf(body: string): Cause | undefined {
  const { cause } = JSON.parse(body) as { readonly cause?: SubStep['cause'] };
  return cause?.kind === 'act' || cause?.kind === 'roll' ? cause : undefined;
}
