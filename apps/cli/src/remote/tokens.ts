import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Environment } from '../surroundings.js';

const signedIn = z.object({ current: z.string(), tokens: z.record(z.string(), z.string()) });
const stored = z.record(z.string(), signedIn);
/** Who is signed in at one address: a token for each login, and the one that speaks unless another is named. */
export type SignedIn = Readonly<z.infer<typeof signedIn>>;

/** API tokens by address and login, in the user's own configuration folder, readable by nobody else. */
export class TokenFile {
  constructor(readonly path: string) {}

  static of(environment: Environment): TokenFile {
    const base = environment['XDG_CONFIG_HOME'] ?? environment['APPDATA'] ?? join(environment['HOME'] ?? homedir(), '.config');
    return new TokenFile(join(base, 'shidian', 'tokens.json'));
  }

  read(address: string): SignedIn | undefined {
    return this.all()[address];
  }

  /** The login becomes the one that speaks. */
  set(address: string, login: string, token: string): void {
    const all = this.all();
    this.write({ ...all, [address]: { current: login, tokens: { ...all[address]?.tokens, [login]: token } } });
  }

  remove(address: string): boolean {
    const { [address]: removed, ...rest } = this.all();
    if (removed) this.write(rest);
    return removed !== undefined;
  }

  private all(): z.infer<typeof stored> {
    try {
      return stored.parse(JSON.parse(readFileSync(this.path, 'utf8')));
    } catch {
      // No file, or one that we did not write: signing in writes it anew.
      return {};
    }
  }

  private write(all: z.infer<typeof stored>): void {
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    const fresh = `${this.path}.${process.pid}`;
    writeFileSync(fresh, `${JSON.stringify(all, null, 2)}\n`, { mode: 0o600 });
    // The mode above applies only to a file that was not there.
    chmodSync(fresh, 0o600);
    renameSync(fresh, this.path);
  }
}
