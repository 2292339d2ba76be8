import { newRequestKey } from './request-key.js';

/**
 * The key of what somebody means to do: the same for every repetition of the same content, a new one once the content
 * differs or the service has answered. So a request whose answer was lost is repeated and never done twice.
 */
export class Intention {
  private key = newRequestKey();
  private content: string | undefined;

  keyFor(body: unknown): string {
    const content = JSON.stringify(body);
    if (this.content !== undefined && this.content !== content) this.key = newRequestKey();
    this.content = content;
    return this.key;
  }

  /** The service has answered, be it with a refusal: the next try is another one. */
  answered(): void {
    this.key = newRequestKey();
    this.content = undefined;
  }
}
