import type { Artefact } from '@shidian/definition';
import { afterAll, describe, expect, it } from 'vitest';
import { Pictures } from '../pictures.js';
import { caseAfter, liaoning, RETURNED_ONCE } from '../spec-case.js';
import { parseXml } from './spec-xml.js';

const artefact = liaoning();
const pictures = new Pictures();
afterAll(async () => {
  await pictures.close();
});
const svg = (special: Partial<Parameters<Pictures['draw']>[0]> = {}): Promise<string> => pictures.draw({ artefact, of: 'case', view: 'road', language: 'zh', format: 'svg', ...special });

describe('a picture as SVG', () => {
  it('is whole XML with the words of the program, its size and fonts that have Chinese', async () => {
    const text = await svg();
    const { root, texts } = parseXml(text);
    expect(root).toBe('svg');
    expect(texts).toEqual(expect.arrayContaining(['信息技术与教育融合创新试点', '县级汇总上报', '时限：省级收件截止', '或止于：逾期未报、未推荐']));
    expect(text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="\d+(\.\d)?" height="\d+(\.\d)?" viewBox="0 0 [\d.]+ [\d.]+"/);
    expect(text).toContain('Noto Sans CJK SC');
    expect(text).toContain('Microsoft YaHei');
  });

  it('holds nothing that a policy without styles and scripts would refuse, and points nowhere', async () => {
    expect(await svg({ view: 'chart' })).not.toMatch(/<style|<script|style=|href|url\(|on\w+=|<foreignObject|<!/);
  });

  it('escapes what a program file says', async () => {
    const nasty = '<script>alert("1")</script>&amp;\u0007]]>';
    const named = JSON.parse(JSON.stringify(artefact).replaceAll('县级汇总上报', nasty.replaceAll('"', '\\"').replaceAll('\u0007', '\\u0007'))) as Artefact;
    const text = await svg({ artefact: named });
    expect(text).not.toContain('<script');
    expect(text).not.toContain('\u0007');
    // Wrapped over lines, the words come out as they were, but for what XML cannot hold.
    expect(parseXml(text).texts.join('')).toContain('<script>alert("1")</script>&amp;]]>');
  });

  it('explains its colours only where there are any, in the language of the picture', async () => {
    expect(parseXml(await svg()).texts).not.toContain('待办');
    expect(parseXml(await svg({ instance: caseAfter(artefact, RETURNED_ONCE) })).texts).toEqual(expect.arrayContaining(['未办', '待办', '已办', '走过的路，数字为先后', '1', '2', '3', '6', '9']));
    expect(parseXml(await svg({ language: 'en', instance: caseAfter(artefact, RETURNED_ONCE) })).texts).toEqual(expect.arrayContaining(['under way', 'Application']));
  });
});
