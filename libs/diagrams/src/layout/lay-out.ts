/** A diagram → places, by ELK's layered algorithm over all levels at once. The same diagram gives the same places. */
import type { ElkExtendedEdge, ElkNode, ElkPoint } from 'elkjs';
import type { Diagram } from '../diagram.js';
import type { ElkWorker } from './elk-worker.js';
import { LEADING, measureEdge, measureNode, PADDING, TYPE, type MeasuredEdge, type MeasuredNode } from './measured.js';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedNode extends MeasuredNode {
  readonly box: Box;
  /** How many others it lies in. */
  readonly depth: number;
}

export interface PlacedEdge extends MeasuredEdge {
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly label?: Box;
}

export interface LaidOut {
  readonly width: number;
  readonly height: number;
  /** Outer ones first. */
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.randomSeed': '1',
  'elk.json.shapeCoords': 'ROOT',
  'elk.json.edgeCoords': 'ROOT',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
  'elk.layered.spacing.nodeNodeBetweenLayers': '38',
  'elk.layered.spacing.edgeNodeBetweenLayers': '18',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '12',
  'elk.spacing.nodeNode': '34',
  'elk.spacing.edgeNode': '20',
  'elk.spacing.edgeEdge': '14',
  'elk.spacing.edgeLabel': '4',
  'elk.spacing.labelNode': '6',
} as const;

/** @throws LayoutFailed */
export async function layOut(diagram: Diagram, elk: ElkWorker): Promise<LaidOut> {
  const nodes = diagram.nodes.map((node) => measureNode(node, diagram.showing !== 'definition'));
  const edges = diagram.edges.map(measureEdge);
  const against = againstTheOrder(diagram);
  const laid = await elk.layout({
    id: 'root',
    layoutOptions: { ...OPTIONS },
    children: childrenOf(undefined, nodes),
    edges: edges.map(({ edge, lines, width, height }): ElkExtendedEdge => ({
      id: edge.id,
      // ELK leaves a label without a text where it is: the numbers of the steps are text enough.
      sources: [against.has(edge.id) ? edge.to : edge.from],
      targets: [against.has(edge.id) ? edge.from : edge.to],
      ...(width === 0 ? {} : { labels: [{ text: [...lines, ...edge.steps].join('\n'), width, height, layoutOptions: { 'elk.edgeLabels.inline': 'true' } }] }),
    })),
  });
  const boxes = new Map<string, { readonly box: Box; readonly depth: number }>();
  const visit = (node: ElkNode, depth: number): void => {
    boxes.set(node.id, { box: boxOf(node), depth });
    for (const child of node.children ?? []) visit(child, depth + 1);
  };
  for (const child of laid.children ?? []) visit(child, 0);
  const routed = new Map((laid.edges ?? []).map((edge) => [edge.id, edge]));
  return {
    width: laid.width ?? 0,
    height: laid.height ?? 0,
    nodes: nodes.flatMap((measured) => {
      const placed = boxes.get(measured.node.id);
      return placed === undefined ? [] : [{ ...measured, ...placed }];
    }).sort((a, b) => a.depth - b.depth),
    edges: edges.map((measured) => {
      const edge = routed.get(measured.edge.id);
      const [label] = edge?.labels ?? [];
      return { ...measured, points: against.has(measured.edge.id) ? pointsOf(edge).toReversed() : pointsOf(edge), ...(label === undefined ? {} : { label: boxOf(label) }) };
    }),
  };
}

/**
 * Edges that lead back to an earlier node. They are laid out as if they led forward: left to itself, the algorithm
 * breaks a circle where it likes and puts the second stage above the first.
 */
function againstTheOrder({ nodes, edges }: Diagram): ReadonlySet<string> {
  const order = new Map(nodes.map(({ id }, index) => [id, index]));
  return new Set(edges.filter(({ from, to }) => (order.get(to) ?? 0) < (order.get(from) ?? 0)).map(({ id }) => id));
}

function childrenOf(parent: string | undefined, nodes: readonly MeasuredNode[]): ElkNode[] {
  return nodes.filter(({ node }) => node.parent === parent).map((measured): ElkNode => {
    const { node, width, height } = measured;
    const children = childrenOf(node.id, nodes);
    if (children.length === 0) return { id: node.id, width, height, layoutOptions: { 'elk.alignment': 'TOP' } };
    const top = Math.ceil(PADDING.y + measured.name.length * TYPE.name * LEADING + measured.notes.length * TYPE.note * LEADING + 12);
    return {
      id: node.id,
      children,
      layoutOptions: {
        'elk.alignment': 'TOP',
        'elk.padding': `[top=${top},left=18,bottom=18,right=18]`,
        'elk.nodeSize.constraints': 'MINIMUM_SIZE',
        // Of a node within a picture that runs downwards ELK takes the least size the other way round.
        'elk.nodeSize.minimum': `(${height},${width})`,
        'elk.contentAlignment': 'V_CENTER',
      },
    };
  });
}

function boxOf({ x = 0, y = 0, width = 0, height = 0 }: Partial<Box>): Box {
  return { x, y, width, height };
}

function pointsOf(edge: ElkExtendedEdge | undefined): readonly ElkPoint[] {
  return (edge?.sections ?? []).flatMap(({ startPoint, bendPoints = [], endPoint }) => [startPoint, ...bendPoints, endPoint]);
}
