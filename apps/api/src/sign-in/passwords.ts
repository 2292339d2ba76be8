import { hash, verify } from '@node-rs/argon2';
import { newSecret } from './secrets.js';

/** As accounts are made (argon2id, 19 MiB, two passes): the decoy has to cost what a real one costs. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Checks passwords so that the time taken does not tell whether the account exists. */
export class Passwords {
  private decoy: Promise<string> | undefined;

  /** @param given argon2id string of the account, or undefined where there is none: then the work is done all the same and the answer is false. */
  async match(given: string | undefined, password: string): Promise<boolean> {
    this.decoy ??= hash(newSecret(), cost);
    const matches = await verify(given ?? (await this.decoy), password);
    return matches && given !== undefined;
  }
}
