import { describe, expect, it } from 'vitest';
import type { FormDefinition } from '../definitions/artefact.js';
import { estimatedHours, toBring } from './effort.js';

const field = (key: string, type: FormDefinition['blocks'][number]['fields'][number]['type']) => ({ key, type, label: { zh: key }, required: false });

describe('what an application takes', () => {
  it('is estimated in half hours, from the fields and the 字 that are asked at least', () => {
    expect(estimatedHours({ fields: 30, leastCharacters: 6_700 })).toBe(7);
    expect(estimatedHours({ fields: 1, leastCharacters: 0 })).toBe(0.5);
  });

  it('names the tables and the files, and leaves out what others write', () => {
    const form: FormDefinition = {
      key: 'application',
      title: { zh: '申报书' },
      blocks: [
        { key: 'team', title: { zh: '成员' }, fields: [field('members', 'table'), field('proof', 'files'), field('name', 'text')] },
        { key: 'opinion', title: { zh: '意见' }, fields: [field('scan', 'files')], opinion: { signature: true, seal: true, date: true } },
      ],
    };
    expect(toBring(form).tables.map(({ key }) => key)).toEqual(['members']);
    expect(toBring(form).files.map(({ key }) => key)).toEqual(['proof']);
  });
});
