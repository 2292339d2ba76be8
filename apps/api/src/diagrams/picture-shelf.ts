import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { LayoutFailed, Pictures, type PictureRequest } from '@shidian/diagrams';
import { Problem } from '../problem/problem.js';
import { contentTag } from '../wire/content-tag.js';

/** Pictures kept, and how many characters of them at most: a full chart has some 50,000. */
const kept = 200;
const longestKept = 8_000_000;
/** Pictures being drawn or waiting for it. One takes about a second of the thread: more would only wait for nothing. */
const drawnAtOnce = 32;

export interface Picture {
  readonly text: string;
  readonly etag: string;
}

/** Pictures that were drawn lately, by what they are of. The same picture asked for twice at once is drawn once. */
@Injectable()
export class PictureShelf implements OnModuleDestroy {
  private readonly pictures = new Pictures();
  private readonly shelf = new Map<string, Picture>();
  private readonly drawing = new Map<string, Promise<Picture>>();
  private length = 0;

  /** @param key names everything that the picture depends on; the request is made only where it has to be drawn. @throws Problem unavailable */
  async picture(key: string, request: () => Promise<PictureRequest>): Promise<Picture> {
    const found = this.shelf.get(key);
    if (found) {
      this.shelf.delete(key);
      this.shelf.set(key, found);
      return found;
    }
    let drawing = this.drawing.get(key);
    if (!drawing) {
      if (this.drawing.size >= drawnAtOnce) throw new Problem('unavailable', { headers: { 'retry-after': '5' } });
      drawing = this.drawn(key, request).finally(() => this.drawing.delete(key));
      this.drawing.set(key, drawing);
    }
    return await drawing;
  }

  async onModuleDestroy(): Promise<void> {
    await this.pictures.close();
  }

  private async drawn(key: string, request: () => Promise<PictureRequest>): Promise<Picture> {
    try {
      const text = await this.pictures.draw(await request());
      const picture = { text, etag: contentTag(text) };
      this.keep(key, picture);
      return picture;
    } catch (error) {
      // The thread ended, or the service is closing: another try may do.
      if (error instanceof LayoutFailed) throw new Problem('unavailable', { headers: { 'retry-after': '5' } });
      throw error;
    }
  }

  private keep(key: string, picture: Picture): void {
    this.shelf.set(key, picture);
    this.length += picture.text.length;
    for (const [oldest, { text }] of this.shelf) {
      if (this.shelf.size <= kept && this.length <= longestKept) return;
      this.shelf.delete(oldest);
      this.length -= text.length;
    }
  }
}
