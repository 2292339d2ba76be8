/**
 * Pictures of a program: the road and the full chart of a definition, of one case with the way it has gone, and of what
 * the scenarios of a definition reach.
 *
 *   artefact (+ case: states, journal | scenarios) ──makeDiagram──▶ Diagram ──layOut (ELK, in a thread)──▶ LaidOut ──▶ SVG
 *                                                          └──▶ Mermaid          artefact ──▶ XState JSON
 *
 * Invariants
 * - The same input gives the same text, byte for byte; nothing here reads a clock, a file or the network.
 * - Whatever a picture says comes from the artefact and the record: it draws no state and no way that is not there.
 * - Every text that comes from outside is escaped; an SVG holds no style sheet and no script.
 * - A layout never runs on the caller's event loop.
 */
export type { WayEntry } from './chart/case-way.js';
export { namedTargets, type NamedTarget } from './chart/target-words.js';
export type { Language } from './diagram.js';
export { LayoutFailed } from './layout/elk-worker.js';
export { makeDiagram, type DiagramInput } from './make-diagram.js';
export { Pictures, type PictureFormat, type PictureRequest } from './pictures.js';
