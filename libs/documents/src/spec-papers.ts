/** The Liaoning application (附件2) and its 汇总表 (附件3), filled with evident samples, for the specs of this library. */
import { readFileSync } from 'node:fs';
import { check, completeForm, type Artefact, type FormDefinition } from '@shidian/definition';
import type { JsonValue } from '@shidian/engine';
import { parse } from 'yaml';
import { formPaper, type FormPaperParts } from './paper/form-paper.js';
import { draftMark, rollMark, submittedMark } from './paper/mark.js';
import type { Paper, TablePaper } from './paper/paper.js';
import { rollPaper } from './paper/roll-paper.js';

let compiled: Artefact | undefined;

export function liaoning(): Artefact {
  compiled ??= check('workflows/programs/liaoning-integration-2016').artefact;
  if (compiled === undefined) throw new Error('the Liaoning program does not compile');
  return compiled;
}

export function applicationForm(): FormDefinition {
  const form = liaoning().forms['application'];
  if (form === undefined) throw new Error('no application form');
  return form;
}

export const LONG_NAME = '示例市示例县示例民族自治乡人民政府直属示例九年一贯制寄宿学校（示例校区）';
const LONG_ADDRESS = '示例省示例市示例区示例街道办事处示例社区示例东路一千二百三十四号示例大厦B座十七层';
const hash = `sha256:${'0123456789abcdef'.repeat(4)}`;

const member = (index: number): JsonValue => ({
  name: index === 1 ? '示例买买提·阿卜杜热合曼·示例' : `示例成员${index}`,
  sex: index % 2 === 0 ? '男' : '女',
  age: 30 + index,
  education: '博士研究生',
  major: '教育技术学（信息化教育方向）',
  position: '信息中心主任兼教务处副主任',
  title: '正高级教师',
  work: index === 2 ? `负责平台对接，接口见https://example.org/${'path/'.repeat(12)}index.html` : '统筹全校信息技术与教学融合的组织、培训和资源建设工作',
});

/** The sample form of samples/, with people whose names and duties are long. */
export function filledValues(): JsonValue {
  const sample = parse(readFileSync('samples/forms/application.yaml', 'utf8')) as { readonly [key: string]: JsonValue };
  const team = sample['team'] as { readonly [key: string]: JsonValue };
  return completeForm(
    applicationForm(),
    { ...sample, team: { ...team, leading: Array.from({ length: 9 }, (_, index) => member(index + 1)), working: Array.from({ length: 28 }, (_, index) => member(index + 10)) } },
    { applicant: { name: LONG_NAME, address: LONG_ADDRESS }, topic: { code: 'Xxjsrhcxtz3-7', title: '“信息技术与教学融合”试点', open: false, category: 'd3' } },
  );
}

export function submittedPaper(parts: Partial<FormPaperParts> = {}): Paper {
  return formPaper({
    form: applicationForm(),
    values: filledValues(),
    opinions: [{ block: 'unit_opinion', text: '经校务会研究，同意申报。', signature: '示例校长', sealed: true, onDate: '2016-03-07' }],
    mark: submittedMark({ number: '000012', version: 2, submittedOn: '2016-03-10', hash, masked: false }),
    ...parts,
  });
}

export function draftPaper(values: JsonValue = {}): Paper {
  return formPaper({ form: applicationForm(), values, opinions: [], mark: draftMark('000012') });
}

function summaryTable(rows: number): JsonValue {
  const columns = ['序号', '申报单位', '申报项目编号', '申报试点名称', '联系人姓名', '手机', 'E-mail', '通讯地址'];
  return {
    title: '信息技术与教育融合创新试点申报汇总表',
    header: { label: '单位（盖章）', value: '示例市示例区教育局' },
    columns,
    rows: Array.from({ length: rows }, (_, index) => [
      String(index + 1),
      index % 7 === 2 ? LONG_NAME : `示例第${index + 1}小学`,
      index === 0 ? '1-2' : 'Xxjsrhcxtz3-7',
      '“网络学习空间支撑学习型社会建设”试点',
      '示例联系人',
      '13800000000',
      index === 3 ? `${'a'.repeat(60)}@example.org` : `school${index + 1}@example.org`,
      LONG_ADDRESS,
    ]),
  };
}

export function summaryPaper(rows: number): TablePaper {
  return rollPaper({ table: summaryTable(rows), serial: 1, name: '县级汇总上报', mark: rollMark({ hash, confirmedOn: '2016-03-11', masked: false }) });
}
