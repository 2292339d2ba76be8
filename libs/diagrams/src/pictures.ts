import { ElkWorker } from './layout/elk-worker.js';
import { layOut } from './layout/lay-out.js';
import { makeDiagram, type DiagramInput } from './make-diagram.js';
import { writeSvg } from './svg/write-svg.js';
import { writeMermaid } from './text/mermaid.js';
import { writeXstate } from './text/xstate-config.js';

export type PictureFormat = 'svg' | 'mermaid' | 'xstate';

export interface PictureRequest extends DiagramInput {
  /** `xstate` is the chart itself: it knows no road and no case. */
  readonly format: PictureFormat;
}

/** Draws pictures, one layout thread for all of them. */
export class Pictures {
  private readonly elk = new ElkWorker();

  /** @throws LayoutFailed */
  async draw({ format, ...input }: PictureRequest): Promise<string> {
    if (format === 'xstate') return writeXstate(input.artefact, input.of, input.language);
    const diagram = makeDiagram(input);
    if (format === 'mermaid') return writeMermaid(diagram);
    return writeSvg(diagram, await layOut(diagram, this.elk));
  }

  /** Ends the thread; a picture that is being drawn fails. */
  async close(): Promise<void> {
    await this.elk.close();
  }
}
