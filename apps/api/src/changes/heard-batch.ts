import { laterOf, messagesOf, positionsIn, seen, type ChangeBatch, type ChangeContent, type ChangeRow, type Position } from '@shidian/lifecycle';

export interface Heard {
  readonly content: ChangeContent;
  /** Up to where somebody was told who has heard this. */
  readonly position: Position;
}

/** What changed between two positions, sorted by who may hear it. */
export class HeardBatch {
  readonly to: Position;
  private readonly rows: readonly ChangeRow[];
  /** How many messages it has, for whomever. */
  readonly size: number;
  private readonly contents: readonly ChangeContent[];
  private readonly forEverybody: number[] = [];
  private readonly forOne = new Map<string, number[]>();
  private readonly positionAt: (index: number) => Position;

  constructor(
    readonly from: Position,
    { position, rows }: Omit<ChangeBatch, 'overflow'>,
  ) {
    this.rows = rows;
    const messages = messagesOf(from, rows);
    this.to = position;
    this.size = messages.length;
    this.contents = messages.map(({ content }) => content);
    this.positionAt = positionsIn(from, position, messages);
    for (const [index, { audience }] of messages.entries()) {
      if (audience === 'everybody') this.forEverybody.push(index);
      else for (const id of audience) this.hears(id, index);
    }
  }

  /** In the order in which it goes out. @param scope organisations and posts of the listener */
  by(scope: readonly string[]): readonly Heard[] {
    const indices = [...new Set([...this.forEverybody, ...scope.flatMap((id) => this.forOne.get(id) ?? [])])].sort((a, b) => a - b);
    return indices.flatMap((index, place) => {
      const content = this.contents[index];
      return content === undefined ? [] : [{ content, position: place === indices.length - 1 ? this.to : this.positionAt(index) }];
    });
  }

  /** What of it is new to somebody who stands elsewhere: he came in between two looks, and has read for himself. */
  after(position: Position): HeardBatch {
    return new HeardBatch(position, { position: laterOf(position, this.to), rows: this.rows.filter(({ transaction }) => !seen(position, transaction)) });
  }

  private hears(id: string, index: number): void {
    const there = this.forOne.get(id);
    if (there) there.push(index);
    else this.forOne.set(id, [index]);
  }
}
