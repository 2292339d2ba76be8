import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { CommandFailed } from '../failure.js';

const code = z.string().regex(/^\d{6}$/);
const divisions = z.object({ version: z.string(), divisions: z.array(z.object({ code, name: z.string() })) });
const postsOfOne = z.record(z.string(), z.object({ desk: z.boolean().default(false), reports_to: z.string().optional() }));
/** By tier, or by a kind of organisation. */
const posts = z.object({ province: postsOfOne, city: postsOfOne, county: postsOfOne, unit: postsOfOne }).catchall(postsOfOne);
const units = z.record(z.string(), z.object({ name: z.string(), kind: z.string(), under: code, address: z.string() }));
const accounts = z.object({
  password: z.string().min(12),
  accounts: z.record(
    z.string(),
    z.object({
      name: z.string(),
      /** `<code of the organisation>/<name of the post>`. */
      post: z.string().optional(),
      administers: z.enum(['system', 'security', 'audit']).optional(),
      says: z.object({ zh: z.string(), en: z.string() }),
    }),
  ),
});

export interface SampleFiles {
  readonly divisions: z.infer<typeof divisions>['divisions'];
  readonly posts: z.infer<typeof posts>;
  readonly units: z.infer<typeof units>;
  readonly accounts: z.infer<typeof accounts>;
}

/** Reads `samples/` of the project; throws {@link CommandFailed} when a file is missing or is not as it should be. */
export async function readSamples(root: string): Promise<SampleFiles> {
  const read = async <T>(path: string, shape: z.ZodType<T>): Promise<T> => {
    try {
      return shape.parse(parse(await readFile(join(root, 'samples', path), 'utf8')));
    } catch (error) {
      throw new CommandFailed(
        'samples.unreadable',
        { what: { zh: '示例数据读不出来', en: 'The sample data cannot be read' }, where: `samples/${path}: ${error instanceof Error ? error.message : String(error)}` },
        { cause: error },
      );
    }
  };
  return {
    // JSON is YAML as well.
    divisions: (await read('organisations/liaoning.json', divisions)).divisions,
    posts: await read('organisations/posts.yaml', posts),
    units: await read('organisations/units.yaml', units),
    accounts: await read('accounts.yaml', accounts),
  };
}
