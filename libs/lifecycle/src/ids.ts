/** Ids of rows: UUIDv7 (RFC 9562), ordered by creation so that indexes grow at their end. */
import { v7 } from 'uuid';

export function newId(): string {
  return v7();
}
