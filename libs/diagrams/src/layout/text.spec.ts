import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textWidth, wrapText } from './text.js';

describe('the width of a text', () => {
  it('is one em for every Chinese character and mark', () => {
    expect(textWidth('省级收件截止', 12)).toBe(72);
    expect(textWidth('（含）', 10)).toBe(30);
  });

  it('is less for Latin letters, and nothing for what is not seen', () => {
    expect(textWidth('illi', 10)).toBeLessThan(textWidth('wwww', 10));
    expect(textWidth('a\u200B\u0301', 10)).toBe(textWidth('a', 10));
  });
});

describe('breaking a text into lines', () => {
  it('breaks between Chinese characters, about evenly, and never before a full stop or after an opening bracket', () => {
    expect(wrapText('到期：县级收件截止、单位内部截止', 12, 150)).toEqual(['到期：县级收件截止、', '单位内部截止']);
    for (const line of wrapText('基础教育申报单位（不经县级汇总上报）。', 12, 108)) {
      expect(line).not.toMatch(/^[）。、]/);
      expect(line).not.toMatch(/（$/);
    }
  });

  it('breaks Latin text between words', () => {
    expect(wrapText('the county education authority', 12, 120).join(' ')).toBe('the county education authority');
  });

  it('loses no character and makes no line wider than it may, hanging marks aside', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('省', '级', '（', '）', '、', 'a', 'w', ' '), { maxLength: 60 }), (characters) => {
        const text = characters.join('').replace(/ +/g, ' ').trim();
        const lines = wrapText(text, 12, 120);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        const cjk = lines.filter((line) => !/[aw]{8}/.test(line));
        for (const line of cjk) expect(textWidth(line.replace(/[）、]+$/, '').replace(/[）、（]+/g, ''), 12)).toBeLessThanOrEqual(120);
      }),
    );
  });
});
