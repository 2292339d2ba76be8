import { afterAll, describe, expect, it } from 'vitest';
import { makeDiagram, type DiagramInput } from '../make-diagram.js';
import { caseAfter, liaoning, PUBLISHED, RETURNED_ONCE, UNDER_WAY } from '../spec-case.js';
import { writeSvg } from '../svg/write-svg.js';
import { ElkWorker, LayoutFailed } from './elk-worker.js';
import { layOut, type Box, type LaidOut, type PlacedNode } from './lay-out.js';
import { MARK, PADDING, TYPE } from './measured.js';
import { textWidth } from './text.js';

const artefact = liaoning();
const elk = new ElkWorker();
afterAll(async () => {
  await elk.close();
});

const pictures: readonly (readonly [string, DiagramInput])[] = [
  ...(['zh', 'en'] as const).flatMap((language) =>
    (['case', 'program'] as const).flatMap((half) => (['road', 'chart'] as const).map((view) => [`${view} of a ${half} (${language})`, { artefact, of: half, view, language }] as const)),
  ),
  ['road of a case that was returned', { artefact, of: 'case', view: 'road', language: 'zh', instance: caseAfter(artefact, RETURNED_ONCE) }],
  ['chart of a case under way', { artefact, of: 'case', view: 'chart', language: 'zh', instance: caseAfter(artefact, UNDER_WAY, [PUBLISHED]) }],
];

const overlap = (a: Box, b: Box): boolean => a.x < b.x + b.width - 0.5 && b.x < a.x + a.width - 0.5 && a.y < b.y + b.height - 0.5 && b.y < a.y + a.height - 0.5;
const within = (inner: Box, outer: Box): boolean => inner.x >= outer.x - 0.5 && inner.y >= outer.y - 0.5 && inner.x + inner.width <= outer.x + outer.width + 0.5 && inner.y + inner.height <= outer.y + outer.height + 0.5;
const isGroup = ({ node }: PlacedNode): boolean => node.kind === 'group' || node.kind === 'parallel';
const pairs = <T>(all: readonly T[]): readonly (readonly [T, T])[] => all.flatMap((one, index) => all.slice(index + 1).map((other) => [one, other] as const));

function faults({ nodes, edges, width, height }: LaidOut, coloured: boolean): readonly string[] {
  const boxes = new Map(nodes.map((placed) => [placed.node.id, placed]));
  const siblings = pairs(nodes).filter(([a, b]) => a.node.parent === b.node.parent && overlap(a.box, b.box));
  const labels = edges.flatMap(({ edge, label }) => (label === undefined ? [] : [{ id: edge.id, label }]));
  const leaves = nodes.filter((placed) => !isGroup(placed));
  return [
    ...siblings.map(([a, b]) => `${a.node.id} lies on ${b.node.id}`),
    ...nodes.filter(({ node, box }) => node.parent !== undefined && !within(box, boxes.get(node.parent)?.box ?? box)).map(({ node }) => `${node.id} runs out of ${node.parent ?? ''}`),
    ...labels.flatMap(({ id, label }) => leaves.filter(({ box }) => overlap(label, box)).map(({ node }) => `the words of ${id} lie on ${node.id}`)),
    ...pairs(labels).filter(([a, b]) => overlap(a.label, b.label)).map(([a, b]) => `the words of ${a.id} lie on those of ${b.id}`),
    ...labels.filter(({ label }) => label.x === 0 && label.y === 0).map(({ id }) => `the words of ${id} were not placed`),
    ...nodes.flatMap(({ node, name, notes, box }) => [...name.map((line) => textWidth(line, TYPE.name) + (coloured ? MARK : 0)), ...notes.map((line) => textWidth(line, TYPE.note))].filter((wide) => wide + PADDING.x > box.width).map(() => `the words of ${node.id} run out of its box`)),
    ...nodes.filter(({ box }) => !within(box, { x: 0, y: 0, width, height })).map(({ node }) => `${node.id} is cut off`),
    ...edges.flatMap(({ edge, points }) => (points.length < 2 ? [`${edge.id} has no line`] : points.filter(({ x, y }) => x < -0.5 || y < -0.5 || x > width + 0.5 || y > height + 0.5).map(() => `${edge.id} is cut off`))),
  ];
}

/** Lines end at the boxes that they join. */
function joined({ nodes, edges }: LaidOut): readonly string[] {
  const touches = (box: Box, { x, y }: { readonly x: number; readonly y: number }): boolean => x >= box.x - 1 && x <= box.x + box.width + 1 && y >= box.y - 1 && y <= box.y + box.height + 1;
  const boxOf = (id: string): Box => nodes.find(({ node }) => node.id === id)?.box ?? { x: -99, y: -99, width: 0, height: 0 };
  return edges.filter(({ edge, points }) => !touches(boxOf(edge.from), points[0] ?? { x: -1, y: -1 }) || !touches(boxOf(edge.to), points.at(-1) ?? { x: -1, y: -1 })).map(({ edge }) => edge.id);
}

describe('a picture that is laid out', () => {
  it.each(pictures)('%s: nothing lies on anything else, nothing is cut off, every line joins its boxes', async (_, input) => {
    const diagram = makeDiagram(input);
    const laid = await layOut(diagram, elk);
    expect(faults(laid, diagram.showing !== 'definition')).toEqual([]);
    expect(joined(laid)).toEqual([]);
  });

  it('goes downwards: each stage of the road below the one before', async () => {
    const { nodes } = await layOut(makeDiagram({ artefact, of: 'case', view: 'road', language: 'zh' }), elk);
    const tops = ['apply', 'gather_county', 'gather_city', 'receive', 'decide', 'announce', 'implement*', 'accept', 'rectify_end'].map((id) => nodes.find(({ node }) => node.id === id)?.box.y ?? -1);
    expect(tops).toEqual(tops.toSorted((a, b) => a - b));
    expect(new Set(tops).size).toBe(tops.length);
  });

  it('is the same picture, byte for byte, from another thread', async () => {
    const other = new ElkWorker();
    for (const [, input] of pictures.filter(([name]) => name.startsWith('road of a case that') || name === 'chart of a program (en)')) {
      const diagram = makeDiagram(input);
      expect(writeSvg(diagram, await layOut(diagram, other))).toBe(writeSvg(diagram, await layOut(diagram, elk)));
    }
    await other.close();
  });
});

describe('the layout thread', () => {
  it('refuses a graph that makes no sense, and lives on', async () => {
    const broken = { title: '', subtitle: '', language: 'zh' as const, showing: 'definition' as const, nodes: [], edges: [{ id: 'e', from: 'nowhere', to: 'nowhere else', labels: [], kind: 'act' as const, both: false, steps: [] }] };
    await expect(layOut(broken, elk)).rejects.toThrow(LayoutFailed);
    await expect(layOut(makeDiagram({ artefact, of: 'program', view: 'road', language: 'zh' }), elk)).resolves.toBeDefined();
  });

  it('leaves the event loop free while it works', async () => {
    const turns: number[] = [];
    const turning = setInterval(() => turns.push(performance.now()), 1);
    await layOut(makeDiagram({ artefact, of: 'case', view: 'chart', language: 'zh' }), elk);
    clearInterval(turning);
    expect(turns.length).toBeGreaterThan(20);
  });

  it('refuses what it was asked when it is closed, and starts again', async () => {
    const other = new ElkWorker();
    const diagram = makeDiagram({ artefact, of: 'program', view: 'road', language: 'zh' });
    const asked = layOut(diagram, other);
    const refused = expect(asked).rejects.toThrow(LayoutFailed);
    await other.close();
    await refused;
    await expect(layOut(diagram, other)).resolves.toBeDefined();
    await other.close();
  });
});
