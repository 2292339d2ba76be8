// The user's guide in docs/guide, from the text that the workbench shows as help; its pictures are taken by `npm run guide`.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/run.mjs';

export const outputs = ['docs/guide/README.md', 'docs/guide/zh', 'docs/guide/en'];

const folder = join(root, 'docs/guide');
const names = { zh: '中文', en: 'English' };
const note = '<!-- Written by `npm run generate` from apps/web/src/help/guide.json. -->';

function page({ title, about, steps }, language) {
  const lines = [note, '', `# ${title[language]}`, '', about[language], ''];
  steps.forEach((step, index) => {
    lines.push(`## ${index + 1}. ${step.title[language]}`, '', step.text[language], '', `![${step.title[language]}](../pictures/${language}/${step.picture}.webp)`, '');
  });
  return lines.join('\n');
}

export function generate() {
  const { title, about, chapters } = JSON.parse(readFileSync(join(root, 'apps/web/src/help/guide.json'), 'utf8'));
  const index = [note, '', `# ${title.zh} · ${title.en}`, ''];
  for (const language of ['zh', 'en']) {
    rmSync(join(folder, language), { recursive: true, force: true });
    mkdirSync(join(folder, language), { recursive: true });
    index.push(`## ${names[language]}`, '', about[language], '');
    for (const chapter of chapters) {
      writeFileSync(join(folder, language, `${chapter.key}.md`), page(chapter, language));
      index.push(`- [${chapter.title[language]}](${language}/${chapter.key}.md) — ${chapter.about[language]}`);
    }
    index.push('');
  }
  index.push('`npm run guide` takes the pictures again, in a real Chromium, of the service with its sample data.', '');
  writeFileSync(join(folder, 'README.md'), index.join('\n'));
}
