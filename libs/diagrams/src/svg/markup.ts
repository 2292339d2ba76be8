/** SVG as text: numbers with one decimal, everything that comes from outside escaped. */

export type Attributes = Readonly<Record<string, string | number>>;

export function number(value: number): string {
  const rounded = Math.round(value * 10) / 10;
  return String(Object.is(rounded, -0) ? 0 : rounded);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Also leaves out what XML 1.0 cannot hold at all. */
function escape(value: string): string {
  return value.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

export function attributes(given: Attributes): string {
  return Object.entries(given).map(([name, value]) => ` ${name}="${typeof value === 'number' ? number(value) : escape(value)}"`).join('');
}

export function element(name: string, given: Attributes, content: string): string {
  return `<${name}${attributes(given)}>${escape(content)}</${name}>`;
}

export function rect(given: Attributes): string {
  return `<rect${attributes(given)}/>`;
}

export function circle(given: Attributes): string {
  return `<circle${attributes(given)}/>`;
}

export function polygon(points: readonly (readonly [number, number])[], given: Attributes): string {
  return `<polygon points="${points.map(([x, y]) => `${number(x)},${number(y)}`).join(' ')}"${attributes(given)}/>`;
}

export interface TextLook {
  readonly size: number;
  readonly fill: string;
  readonly weight?: 'bold';
  readonly anchor?: 'start' | 'middle';
}

export function text(x: number, y: number, content: string, { size, fill, weight, anchor = 'start' }: TextLook): string {
  return element('text', { x, y, 'font-size': size, fill, ...(weight === undefined ? {} : { 'font-weight': weight }), ...(anchor === 'start' ? {} : { 'text-anchor': anchor }) }, content);
}
