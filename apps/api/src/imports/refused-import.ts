import type { CellFault, ReadCase } from '@shidian/documents';
import type { Refused } from '@shidian/lifecycle';
import { z } from 'zod';
import { Problem } from '../problem/problem.js';

const Words = z.object({ zh: z.string(), en: z.string().optional() });
const Refusals = z.array(z.object({ index: z.number(), issues: z.array(z.object({ path: z.string(), code: z.string(), words: Words })) }));

/** What starting the cases met, at the cells that it is about; at the row where no cell is. */
export function refusedCells(refused: Refused, cases: readonly ReadCase[]): readonly CellFault[] {
  return Refusals.parse(refused.details['cases']).flatMap(({ index, issues }) =>
    issues.flatMap(({ path, code, words }) => {
      const one = cases[index];
      if (one === undefined) return [];
      const place = placeOf(one, path);
      return [{ ...place, code, words: { zh: words.zh, en: words.en ?? words.zh } }];
    }),
  );
}

/** The cell of the field; else of what holds it (`team.leading.2` for `team.leading.2.age`); else the first of the row. */
function placeOf({ places, row }: ReadCase, path: string): Pick<CellFault, 'sheet' | 'row' | 'column' | 'cell'> {
  for (let keys = path.split('.'); keys.length > 0; keys = keys.slice(0, -1)) {
    const place = places[keys.join('.')];
    if (place !== undefined) return place;
  }
  const first = places[''] ?? Object.values(places)[0];
  return { sheet: first?.sheet ?? '', row, column: '', cell: first?.cell ?? '' };
}

/** Nothing was started: every cell that has to be mended, with what and how. */
export function refusedImport(faults: readonly CellFault[]): Problem {
  const rows = new Set(faults.map(({ sheet, row }) => `${sheet}/${row}`)).size;
  return new Problem('import.refused', {
    words: { zh: `一件也没有建：${rows} 行有 ${faults.length} 处要改`, en: `Nothing was started: ${faults.length} place(s) in ${rows} row(s) have to be mended` },
    errors: faults.map(({ sheet, row, column, cell, code, words }) => ({
      path: `/file/${sheet.replaceAll('~', '~0').replaceAll('/', '~1')}/${cell === '' ? row : cell}`,
      code,
      messages: { zh: column === '' ? words.zh : `${column}：${words.zh}`, en: column === '' ? (words.en ?? words.zh) : `${column}: ${words.en ?? words.zh}` },
    })),
    details: { places: faults.map(({ sheet, row, column, cell }) => ({ sheet, row, column, cell })) },
  });
}
