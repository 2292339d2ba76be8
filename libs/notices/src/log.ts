/** The part of a logger that this library uses: facts first, then the sentence (the shape of pino). */
export interface Log {
  info(facts: object, sentence: string): void;
  warn(facts: object, sentence: string): void;
}
