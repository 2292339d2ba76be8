import { describe, expect, it } from 'vitest';
import { at, cellText, differs, put, rowsOf } from './form-values.js';

describe('values of a form', () => {
  it('are read and replaced by path, and what they were is left alone', () => {
    const values = { cover: { unit: '示例第一小学' } };
    const next = put(values, ['cover', 'mobile'], '13800001234');
    expect(next).toEqual({ cover: { unit: '示例第一小学', mobile: '13800001234' } });
    expect(values).toEqual({ cover: { unit: '示例第一小学' } });
    expect(at(next, ['cover', 'mobile'])).toBe('13800001234');
    expect(at(next, ['team', 'leading'])).toBeUndefined();
    expect(put(null, ['a', 'b'], 1)).toEqual({ a: { b: 1 } });
  });

  it('are rows wherever they can be', () => {
    expect(rowsOf([{ a: 1 }, 'x'])).toEqual([{ a: 1 }, {}]);
    expect(rowsOf({ a: 1 })).toEqual([{ a: 1 }]);
    expect(rowsOf(undefined)).toEqual([]);
  });

  it('are shown as text, and compared by content', () => {
    expect([cellText(null), cellText(3), cellText('x')]).toEqual(['', '3', 'x']);
    expect(differs(undefined, null)).toBe(false);
    expect(differs([1], [2])).toBe(true);
  });
});
