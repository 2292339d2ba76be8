import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const made = new Map<string, Promise<URL>>();

/**
 * A script with all that it imports of our own, compiled for a process of its own: tests run from the sources, and
 * Node.js runs no TypeScript. It lies inside node_modules, so that its packages are found.
 */
export function compiledScript(source: URL): Promise<URL> {
  const file = fileURLToPath(source);
  const known = made.get(file) ?? compiled(file);
  made.set(file, known);
  return known;
}

async function compiled(file: string): Promise<URL> {
  const outDir = join(process.cwd(), 'node_modules', '.cache', 'shidian-spec', String(process.pid));
  const name = `${basename(file, '.ts')}.mjs`;
  await build({
    configFile: false,
    logLevel: 'error',
    resolve: { tsconfigPaths: true },
    build: { ssr: file, outDir, emptyOutDir: false, minify: false, rolldownOptions: { output: { entryFileNames: name } } },
  });
  return pathToFileURL(join(outDir, name));
}
