import { validateForm, type FormDefinition } from '@shidian/definition';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { count } from './count.js';

/** What the service says of a text that has to have `min` 字: how many it falls short of it. */
function shortBy(text: string, min: number): number {
  const form: FormDefinition = { key: 'f', title: { zh: '表' }, count: 'cjk-and-words', blocks: [{ key: 'b', title: { zh: '节' }, writer: 'applicant', fields: [{ key: 'text', label: { zh: '节' }, type: 'long_text', required: false, chars: { min } }] }] };
  const [issue] = validateForm(form, { b: { text } }, { applicant: {}, topic: {} });
  return issue === undefined ? 0 : Number(/少(\d+)字/.exec(issue.words.zh)?.[1]);
}

const pieces = fc.constantFrom('中', '文字', '，', '。', ' ', '\n', 'E-mail', "don't", '3.14', '1,000', 'a', 'Z9', 'é', 'ñ', 'こ', '한', '😀', '_', '@', '/', '％', '２０');

describe('字', () => {
  it('are counted in the browser exactly as the service counts them', () => {
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 40 }), (parts) => {
        const text = parts.join('');
        fc.pre(text.trim() !== '');
        expect(count(text)).toBe(1000 - shortBy(text, 1000));
      }),
    );
  });

  it('are what an official counts', () => {
    expect(count('信息技术与教育融合，2016 年 E-mail')).toBe(13);
    expect(count('  \n')).toBe(0);
  });
});
