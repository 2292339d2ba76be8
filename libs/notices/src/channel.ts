/** A message as it leaves: words are final, nothing in it is read again. */
export interface Letter {
  /** The delivery's key: the same key is the same message, however often it is sent. */
  readonly key: string;
  readonly address: string;
  readonly recipient: string;
  readonly subject: string;
  readonly text: string;
  readonly urgent: boolean;
  /** Groups the messages of one program: id and name. */
  readonly list: { readonly id: string; readonly name: string };
  /** Milliseconds since the epoch: when the notice was written, not when it is sent. */
  readonly writtenAt: number;
}

/**
 * What became of one attempt. `where` says whose failure it was: of this mailbox, or of the way to all of them (a server
 * that is down, refuses the login or hangs), which says nothing about the mailbox.
 */
export type Outcome =
  | { readonly is: 'accepted' }
  | { readonly is: 'failed'; readonly where: 'mailbox'; readonly permanent: boolean; readonly error: string }
  | { readonly is: 'failed'; readonly where: 'channel'; readonly permanent: false; readonly error: string };

/** A way to reach people outside. The inbox is none: the notice row, written in the step itself, is the message there. */
export interface Channel {
  readonly name: string;
  /** Never rejects for what the other side says; `error` is short and holds nothing of the letter. */
  send(letter: Letter): Promise<Outcome>;
  /** Asks whether the way is open. */
  probe(): Promise<Outcome>;
  close(): void;
}
