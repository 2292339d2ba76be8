import { Injectable } from '@nestjs/common';
import type { Artefact } from '@shidian/definition';
import type { DefinitionStore } from '@shidian/lifecycle';
import { Part } from '../tokens.js';

const kept = 20;

/** Published definitions that were read lately. They never change, so what is here is never stale. */
@Injectable()
export class DefinitionShelf {
  private readonly shelf = new Map<string, Artefact>();

  constructor(@Part('definitions') private readonly store: DefinitionStore) {}

  async artefact(hash: string): Promise<Artefact | undefined> {
    const found = this.shelf.get(hash) ?? (await this.store.artefact(hash));
    if (found) {
      this.shelf.delete(hash);
      this.shelf.set(hash, found);
      const [oldest] = this.shelf.keys();
      if (this.shelf.size > kept && oldest !== undefined) this.shelf.delete(oldest);
    }
    return found;
  }
}
