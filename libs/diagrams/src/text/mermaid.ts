/** A diagram as Mermaid (stateDiagram-v2), for READMEs and wikis. The same nodes and edges as the picture. */
import type { Diagram, DiagramNode, Standing } from '../diagram.js';
import { START } from '../chart/chart-diagram.js';

/** Colours of the classes; Mermaid takes them for states without states inside. */
const CLASSES: Readonly<Record<Standing, string>> = {
  ahead: 'fill:#ffffff,stroke:#b6c0ca,color:#66727f',
  now: 'fill:#fff3d6,stroke:#c77700,color:#5c3700,stroke-width:3px',
  done: 'fill:#e4f3e6,stroke:#3d8b4b,color:#1d4d27',
  missed: 'fill:#fff1f0,stroke:#b3261e,color:#8c1d18,stroke-dasharray:4 3',
};

/** There are no kinds of line here, so that words have to say it. */
const WORDS = {
  zh: { back: '退回', straight: '直接交回', clock: '到期' },
  en: { back: 'returned', straight: 'straight back', clock: 'due' },
} as const;

export function writeMermaid(diagram: Diagram): string {
  const names = new Map(diagram.nodes.map(({ id }, index) => [id, `s${index}`]));
  const nameOf = (id: string): string => (id === START ? '[*]' : (names.get(id) ?? '[*]'));
  const lines = ['stateDiagram-v2', '  direction TB', ...inside(undefined, diagram, nameOf, '  ')];
  const own = WORDS[diagram.language];
  for (const { from, to, kind, labels, steps, both } of diagram.edges) {
    const named = labels.length > 0 ? labels : kind === 'back' ? [own.back] : kind === 'clock' ? [own.clock] : [];
    const words = [...steps.map((step) => `(${step})`), ...named].map(escaped).join(' / ');
    lines.push(`  ${nameOf(from)} --> ${nameOf(to)}${words === '' ? '' : ` : ${words}`}`);
    if (both) lines.push(`  ${nameOf(to)} --> ${nameOf(from)} : ${own.straight}`);
  }
  for (const { id, kind } of diagram.nodes) if (kind === 'end') lines.push(`  ${nameOf(id)} --> [*]`);
  if (diagram.showing !== 'definition') {
    for (const [standing, style] of Object.entries(CLASSES)) {
      const of = diagram.nodes.filter((node) => node.standing === standing && (node.kind === 'state' || node.kind === 'end')).map(({ id }) => nameOf(id));
      if (of.length > 0) lines.push(`  classDef ${standing} ${style}`, `  class ${of.join(',')} ${standing}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function inside(parent: DiagramNode | undefined, diagram: Diagram, nameOf: (id: string) => string, indent: string): readonly string[] {
  const children = diagram.nodes.filter((node) => node.parent === parent?.id && node.kind !== 'start');
  return children.flatMap((node, index) => {
    const separator = parent?.kind === 'parallel' && index > 0 ? [`${indent}--`] : [];
    const name = nameOf(node.id);
    if (node.kind === 'choice') return [...separator, `${indent}state ${name} <<choice>>`];
    const declared = `${indent}state "${escaped(node.label)}" as ${name}`;
    const within = inside(node, diagram, nameOf, `${indent}  `);
    return within.length === 0 ? [...separator, declared] : [...separator, `${declared} {`, ...within, `${indent}}`];
  });
}

/** What means something to Mermaid goes in as a character code; a line ends its statement. */
function escaped(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/["#;:<>{}%\\`[\]|]/g, (character) => `#${character.codePointAt(0) ?? 32};`);
}
