/**
 * Proof 15, against what was published last: no id of a program vanishes unless the file says what it `was`, no code
 * of a series is renumbered, no tag of it changes its meaning. Cases, journals, links and statistics hold on to these.
 */
import type { Artefact, Diagnostic, SourcePlace } from '../artefact.js';
import type { BoundStage } from '../compile/bound-stage.js';
import type { Compilation } from '../compile/compilation.js';
import { nearestWord } from '../spelling.js';

/** Where the new version's files say things. */
interface NewSources {
  readonly compilation: Compilation;
  readonly stages: readonly BoundStage[];
}

interface Family {
  readonly zh: string;
  readonly en: string;
  /** Of the program file. */
  readonly section: 'stages' | 'forms' | 'dates' | 'parties';
  readonly ids: (artefact: Artefact) => readonly string[];
}

/** Wholes before their parts: of a stage or form that vanishes the parts are not listed. */
const FAMILIES: readonly Family[] = [
  { zh: '申报件状态', en: 'state of a case', section: 'stages', ids: ({ caseChart }) => Object.keys(caseChart.states).filter(isPlace) },
  { zh: '项目状态', en: 'state of the program', section: 'stages', ids: ({ programChart }) => Object.keys(programChart.states).filter(isPlace) },
  { zh: '表、块或栏', en: 'form, block or field', section: 'forms', ids: formIds },
  { zh: '待办', en: 'task', section: 'stages', ids: ({ caseChart, programChart }) => [...Object.keys(caseChart.tasks), ...Object.keys(programChart.tasks)] },
  { zh: '名册', en: 'roll', section: 'stages', ids: ({ rolls }) => Object.keys(rolls) },
  { zh: '日期', en: 'date', section: 'dates', ids: ({ dates }) => Object.keys(dates) },
  { zh: '参与方', en: 'party', section: 'parties', ids: ({ parties }) => Object.keys(parties) },
];

/** Empty for two programs that are neither the same nor of one series. */
export function compareWithPublished(previous: Artefact, next: Artefact, sources: NewSources): readonly Diagnostic[] {
  return [
    ...(previous.id === next.id ? vanished(previous, next, sources) : []),
    ...(previous.series === next.series ? [...renumbered(previous, next, sources), ...retagged(previous, next, sources)] : []),
  ];
}

/** A door is passed and never stood in: nothing holds on to it. */
function isPlace(state: string): boolean {
  return !state.startsWith('door/');
}

function formIds({ forms }: Artefact): readonly string[] {
  return Object.values(forms).flatMap((form) => [form.key, ...form.blocks.flatMap((block) => [`${form.key}.${block.key}`, ...block.fields.map((field) => `${form.key}.${block.key}.${field.key}`)])]);
}

function vanished(previous: Artefact, next: Artefact, sources: NewSources): readonly Diagnostic[] {
  const { diagnostics, program } = sources.compilation;
  const was = Object.entries(program.was ?? {});
  const gone: string[] = [];
  const found: Diagnostic[] = [];
  for (const { zh, en, section, ids } of FAMILIES) {
    const before = ids(previous);
    const now = new Set(ids(next));
    for (const old of before) {
      if (now.has(old) || newNames(old, was).some((name) => now.has(name)) || gone.some((whole) => isPart(old, whole))) continue;
      gone.push(old);
      const near = nearestWord(old, [...now].filter((id) => !before.includes(id)));
      found.push(
        diagnostics.diagnostic('error', 'def.id-vanished', placeOf(old, section, sources), { zh: `已发布的${zh} ${old} 不见了：在办的件、记录和统计还要用它`, en: `The published ${en} ${old} is gone: running cases, records and statistics still refer to it` }, near === undefined
          ? { zh: `写 was: { <新标识>: ${old} }，或换一个 id 另行发布`, en: `Write was: { <new id>: ${old} }, or publish under another id` }
          : { zh: `是否改名了？写 was: { ${near}: ${old} }`, en: `Was it renamed? Write was: { ${near}: ${old} }` }),
      );
    }
  }
  return found;
}

function isPart(id: string, whole: string): boolean {
  return id.startsWith(`${whole}/`) || id.startsWith(`${whole}.`);
}

/** What `was` calls it now: by itself, or along with the stage, form or block that it is part of. */
function newNames(old: string, was: readonly (readonly [string, string])[]): readonly string[] {
  return was.filter(([, before]) => old === before || isPart(old, before)).map(([now, before]) => `${now}${old.slice(before.length)}`);
}

/** Where it should stand: its `was`, the use of its stage, its form, or the section of the program file. */
function placeOf(old: string, section: Family['section'], { compilation, stages }: NewSources): SourcePlace {
  const misled = Object.entries(compilation.program.was ?? {}).find(([, before]) => old === before || isPart(old, before));
  if (misled !== undefined) return compilation.place(['was', misled[0]], 'key');
  const stage = stages.find(({ key }) => old === key || old.startsWith(`${key}/`));
  if (stage !== undefined) return compilation.place(stage.path, 'key');
  const [form = '', block] = section === 'forms' ? old.split('.') : [];
  const file = compilation.tree.forms.get(form);
  if (file !== undefined && block !== undefined) return file.has(['blocks', block]) ? file.place(['blocks', block], 'key') : file.place(['blocks'], 'key');
  return compilation.place([old.includes('/') ? 'stages' : section], 'key');
}

/** The same code with another title: what was handed in under it would change its subject (R-0-7). */
function renumbered(previous: Artefact, next: Artefact, { compilation }: NewSources): readonly Diagnostic[] {
  return previous.topics.flatMap((before) => {
    const now = next.topics.find(({ code }) => code === before.code);
    if (now === undefined || now.title === before.title) return [];
    const index = next.topics.filter(({ category }) => category === now.category).indexOf(now);
    const place = compilation.place(now.open ? ['categories', now.category, 'open'] : ['categories', now.category, 'topics', index]);
    const [was, is] = [before, now].map(({ title }) => ({ zh: title === null ? '自拟题目' : `“${title}”`, en: title === null ? 'the open topic' : `“${title}”` })) as [Named, Named];
    return [
      compilation.diagnostics.diagnostic('error', 'def.code-renumbered', place, { zh: `编号 ${now.code} 发布时是${was.zh}，现在成了${is.zh}`, en: `The code ${now.code} was published as ${was.en} and is now ${is.en}` }, { zh: '已有的题目不动，新题目写在最后', en: 'Leave the published topics where they are and write new ones at the end' }),
    ];
  });
}

interface Named {
  readonly zh: string;
  readonly en: string;
}

/** Quotas, titles and statistics of the series count a tag over all its versions: it must go on saying the same. */
function retagged(previous: Artefact, next: Artefact, { compilation, stages }: NewSources): readonly Diagnostic[] {
  return Object.entries(previous.tags ?? {}).flatMap(([tag, { positive }]) => {
    const now = next.tags?.[tag];
    if (now === undefined || now.positive === positive) return [];
    const [place = compilation.place(['stages'], 'key')] = stages.find(({ tags }) => tag in tags)?.places(['tags', tag], 'key') ?? [];
    const [zh, en] = positive ? ['只能由人给予', 'given by people alone'] : ['不限于由人给予', 'not given by people alone'];
    return [
      compilation.diagnostics.diagnostic('error', 'def.tag-changed', place, { zh: `标记 ${tag} 发布时${zh}，现在变了：同系列各批按它统计`, en: `The tag ${tag} was published as ${en}, and is not any more: the series counts by it` }, { zh: positive ? '补上 positive: true，或另起一个标记' : '去掉 positive，或另起一个标记', en: positive ? 'Write positive: true, or make it another tag' : 'Take positive away, or make it another tag' }),
    ];
  });
}
