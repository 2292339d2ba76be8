import { describe, expect, it } from 'vitest';
import { byStage, heatOf } from './stages.js';

const words = (zh: string) => ({ zh, en: zh });
const row = (byStage: Record<string, number>, ended: number) => ({ place: { id: 'x', name: '沈阳' }, cases: 0, byStage, ended });

describe('cases by stage', () => {
  it('are summed over the regions in the order of the road, what has ended last', () => {
    const found = byStage({ stages: [{ key: 'apply', name: words('申报') }, { key: 'decide', name: words('审定') }], rows: [row({ apply: 2, guidance: 9 }, 1), row({ decide: 3, apply: 1 }, 0)] });
    expect(found.map(({ key, cases }) => [key, cases])).toEqual([['apply', 3], ['decide', 3], ['ended', 1]]);
  });

  it('are coloured by their share, and nothing is not coloured', () => {
    expect(heatOf(0, 10)).toBe(0);
    expect(heatOf(10, 10)).toBeGreaterThan(heatOf(1, 10));
    expect(heatOf(0, 0)).toBe(0);
  });
});
