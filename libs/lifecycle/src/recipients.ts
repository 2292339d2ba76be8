/**
 * Who hears of a rung of a ladder. Each rung names a level above whoever is late; where nobody sits in that post it does
 * not vanish: it goes on up the line of report to the first post in which somebody sits, and says whose place is empty.
 */
import type { OrganisationTree } from '@shidian/access';
import type { PostId, Rung } from '@shidian/engine';

export interface Line {
  readonly tree: OrganisationTree;
  /** Posts in which somebody sits, a substitute included. */
  readonly held: ReadonlySet<string>;
  /** The program office; undefined where the issuer has no desk. */
  readonly office: PostId | undefined;
}

export interface Recipient {
  readonly post: PostId;
  /** Posts that it was meant for or passed on the way, in which nobody sits. */
  readonly vacant: readonly PostId[];
  /** Posts that have nobody above them in the line of report. */
  readonly topless: readonly PostId[];
}

const LEVELS = { members: 0, superior: 1, superior_of_superior: 2 } as const;

/** Each post once, in the order in which they were found. */
export function recipientsOf(line: Line, posts: readonly PostId[], to: Rung['to']): readonly Recipient[] {
  const found = new Map<PostId, { vacant: Set<PostId>; topless: Set<PostId> }>();
  const note = (post: PostId, vacant: readonly PostId[], topless?: PostId): void => {
    const there = found.get(post) ?? { vacant: new Set(), topless: new Set() };
    for (const each of vacant) there.vacant.add(each);
    if (topless !== undefined) there.topless.add(topless);
    found.set(post, there);
  };
  if (to === 'office') for (const recipient of line.office === undefined ? [] : reached(line, line.office)) note(...recipient);
  else for (const post of posts) for (const recipient of fromPost(line, post, LEVELS[to])) note(...recipient);
  return [...found].map(([post, { vacant, topless }]) => ({ post, vacant: [...vacant], topless: [...topless] }));
}

type Noted = readonly [post: PostId, vacant: readonly PostId[], topless?: PostId];

function fromPost(line: Line, post: PostId, levels: number): readonly Noted[] {
  const above = superior(line.tree, post, levels);
  if (above !== undefined) return reached(line, above);
  // Nobody stands that high above it: then it is the office's to know.
  return line.office === undefined ? [[post, [], post]] : reached(line, line.office).map(([to, vacant]): Noted => [to, vacant, post]);
}

/** The post itself, and where nobody sits there the first above it in which somebody does; it keeps its copy for whoever comes. */
function reached(line: Line, post: PostId): readonly Noted[] {
  if (line.held.has(post)) return [[post, []]];
  const vacant = [post];
  const met = new Set(vacant);
  for (let next = line.tree.post(post)?.reportsTo ?? null; next !== null && !met.has(next); next = line.tree.post(next)?.reportsTo ?? null) {
    if (line.held.has(next)) return [[post, []], [next, vacant]];
    met.add(next);
    vacant.push(next);
  }
  const { office } = line;
  return office === undefined || met.has(office) ? [[post, []]] : [[post, []], [office, vacant]];
}

function superior(tree: OrganisationTree, post: PostId, levels: number): PostId | undefined {
  const met = new Set([post]);
  let current = post;
  for (let left = levels; left > 0; left -= 1) {
    const next = tree.post(current)?.reportsTo ?? null;
    if (next === null || met.has(next)) return undefined;
    met.add(next);
    current = next;
  }
  return current;
}
