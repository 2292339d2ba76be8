/** Categories and their topics: code = prefix + number, the open code = prefix + suffix (R-0-7, R-0-8). */
import type { Artefact, Topic } from '../artefact.js';
import type { Compilation } from './compilation.js';

export function compileCategories(compilation: Compilation): Pick<Artefact, 'categories' | 'topics'> {
  const categories: Record<string, Artefact['categories'][string]> = {};
  const topics: Topic[] = [];
  for (const [key, category] of Object.entries(compilation.program.categories)) {
    categories[key] = { name: compilation.words(category.name, ['categories', key, 'name']), code: category.code };
    category.topics.forEach((title, index) => topics.push({ code: `${category.code}${index + 1}`, title, open: false, category: key }));
    if (category.open !== undefined) topics.push({ code: `${category.code}${category.open}`, title: null, open: true, category: key });
  }
  const seen = new Map<string, string>();
  for (const { code, category } of topics) {
    const before = seen.get(code);
    if (before !== undefined) compilation.diagnostics.error('def.code-twice', compilation.place(['categories', category, 'code']), `编号 ${code} 出现两次`, `The code ${code} is given twice`);
    seen.set(code, category);
  }
  return { categories, topics };
}
