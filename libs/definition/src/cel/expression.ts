/** Reading CEL trees: which names an expression uses, how deep its loops nest, and a safe `matches`. */
import { serialize, type ASTNode } from '@marcbachmann/cel-js';

/** Macros that loop over a list. */
const LOOPS = new Set(['all', 'exists', 'exists_one', 'filter', 'map']);

export const MAX_LOOPS = 2;

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}

function childrenOf(node: ASTNode): readonly ASTNode[] {
  const found: ASTNode[] = [];
  const look = (value: unknown): void => {
    if (isNode(value)) found.push(value);
    else if (Array.isArray(value)) value.forEach(look);
  };
  look(node.args);
  return found;
}

export function* nodesOf(node: ASTNode): Generator<ASTNode> {
  yield node;
  for (const child of childrenOf(node)) yield* nodesOf(child);
}

export interface Access {
  /** `settings.publicity` → ['settings', 'publicity']. */
  readonly path: readonly string[];
  readonly start: number;
}

/** The dotted names that the expression reads, the longest each. */
export function accessesOf(node: ASTNode): readonly Access[] {
  const path = dotted(node);
  if (path !== undefined) return [{ path, start: node.start }];
  return childrenOf(node).flatMap(accessesOf);
}

function dotted(node: ASTNode): readonly string[] | undefined {
  if (node.op === 'id') return [node.args];
  if (node.op !== '.') return undefined;
  const inner = dotted(node.args[0]);
  return inner === undefined ? undefined : [...inner, node.args[1]];
}

export interface Call {
  readonly name: string;
  /** Text arguments; undefined for one that is not a literal. */
  readonly texts: readonly (string | undefined)[];
  readonly start: number;
}

/** Calls `f(…)` and `x.f(…)` with their literal arguments. */
export function callsOf(node: ASTNode): readonly Call[] {
  const calls: Call[] = [];
  for (const inner of nodesOf(node)) {
    if (inner.op === 'call') calls.push({ name: inner.args[0], texts: inner.args[1].flatMap(literals), start: inner.start });
    if (inner.op === 'rcall') calls.push({ name: `${dotted(inner.args[1])?.join('.') ?? ''}.${inner.args[0]}`, texts: inner.args[2].flatMap(literals), start: inner.start });
  }
  return calls;
}

function literals(node: ASTNode): readonly (string | undefined)[] {
  if (node.op === 'list') return node.args.flatMap(literals);
  return [node.op === 'value' && typeof node.args === 'string' ? node.args : undefined];
}

export function loopDepth(node: ASTNode): number {
  const inner = Math.max(0, ...childrenOf(node).map(loopDepth));
  return node.op === 'rcall' && LOOPS.has(node.args[0]) ? inner + 1 : inner;
}

/** The library's `matches` is the native RegExp, which 27 characters can block for seconds; ours is linear (re2js). */
export function withSafeMatches(ast: ASTNode, source: string): string {
  const calls = [...nodesOf(ast)].flatMap((node) => (node.op === 'rcall' && node.args[0] === 'matches' ? [node.args] : []));
  for (const args of calls) args[0] = 'matches_linear';
  return calls.length === 0 ? source : serialize(ast);
}
