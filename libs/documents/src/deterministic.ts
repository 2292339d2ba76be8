/** The same document gives the same bytes: what a library writes of the hour and of chance is taken out again. */
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';

/** Every entry of the archive and both times of its properties: the first day that a ZIP can name, in no zone. */
const LONG_AGO = '1980-01-01T00:00:00Z';
const CHANCE = /PowerPlusWaterMarkObject[\w-]+/g;
const TIMES = /(<dcterms:(?:created|modified)[^>]*>)[^<]*/g;

export function deterministic(archive: Uint8Array): Uint8Array {
  const entries: Zippable = {};
  for (const [name, content] of Object.entries(unzipSync(archive))) {
    entries[name] = [settled(name, content), { mtime: new Date(1980, 0, 1), level: 6 }];
  }
  return zipSync(entries);
}

function settled(name: string, content: Uint8Array): Uint8Array {
  if (name === 'docProps/core.xml') return strToU8(strFromU8(content).replaceAll(TIMES, `$1${LONG_AGO}`));
  return name.startsWith('word/header') ? strToU8(strFromU8(content).replaceAll(CHANCE, 'PowerPlusWaterMarkObject1')) : content;
}
