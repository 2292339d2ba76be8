/** Where the fonts of the PDF lie: Noto Serif SC and Noto Sans S Chinese, both under the SIL Open Font License 1.1. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Folders for the typesetter. Of each font only the glyphs that a paper uses are embedded. */
export function fontFolders(): readonly string[] {
  const { resolve } = createRequire(import.meta.url);
  const serif = dirname(resolve('@expo-google-fonts/noto-serif-sc/package.json'));
  const sans = dirname(dirname(resolve('@embedpdf/fonts-sc')));
  return [join(serif, '400Regular'), join(serif, '700Bold'), join(sans, 'fonts')];
}
