/** The same document gives the same bytes: a library writes the hour of making into a file, and we take it out again. */
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';

/** Every entry of the archive and both times of its properties: the first day that a ZIP can name, in no zone. */
const LONG_AGO = '1980-01-01T00:00:00Z';
const TIMES = /(<dcterms:(?:created|modified)[^>]*>)[^<]*/g;

export function deterministic(archive: Uint8Array): Uint8Array {
  const entries: Zippable = {};
  for (const [name, content] of Object.entries(unzipSync(archive))) {
    entries[name] = [name === 'docProps/core.xml' ? strToU8(strFromU8(content).replaceAll(TIMES, `$1${LONG_AGO}`)) : content, { mtime: new Date(1980, 0, 1), level: 6 }];
  }
  return zipSync(entries);
}
