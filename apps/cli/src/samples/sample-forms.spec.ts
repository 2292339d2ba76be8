import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, completeForm, validateForm } from '@shidian/definition';
import type { JsonValue } from '@shidian/engine';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../../../..');
const { artefact } = check(join(root, 'workflows/programs/liaoning-integration-2016'));
const context = {
  applicant: { name: '示例第一小学', address: '沈阳市和平区示例路1号', kind: 'basic' },
  topic: { code: 'Xxjsrhcxtz3-7', title: '信息技术与教学融合', open: false, category: 'd3' },
};

describe('the sample forms', () => {
  it.each(['application', 'midterm_report', 'guidance', 'rectification', 'results'])('%s can be submitted as it is', (key) => {
    const form = artefact?.forms[key];
    if (!form) throw new Error(`no form ${key}`);
    const values = parse(readFileSync(join(root, 'samples/forms', `${key}.yaml`), 'utf8')) as JsonValue;
    expect(validateForm(form, completeForm(form, values, context), context)).toEqual([]);
  });
});
