import { Controller } from '@nestjs/common';
import type { Organisation } from '@shidian/access';
import { evaluateWho, type Artefact, type FieldDefinition } from '@shidian/definition';
import type { DateRow, Directory, Reader } from '@shidian/lifecycle';
import { Problem } from '../problem/problem.js';
import type { Answered } from '../route/answered.js';
import { Asker, type Caller } from '../route/caller.js';
import type { AnswerOf, InputOf } from '../route/input.js';
import { Input, Serves } from '../route/serves.js';
import { Part } from '../tokens.js';
import { DefinitionShelf } from '../wire/definition-shelf.js';
import { DueWords } from '../wire/due-words.js';
import { words } from '../wire/wire.js';

type Call = AnswerOf<'call'>;

/** Before anything is begun: what is asked of an applicant, whether he may apply, by when. */
@Controller()
export class CallController {
  constructor(
    @Part('reader') private readonly reader: Reader,
    @Part('directory') private readonly directory: Directory,
    private readonly definitions: DefinitionShelf,
    private readonly due: DueWords,
  ) {}

  @Serves('call')
  async call(@Input() { params }: InputOf<'call'>, @Asker() { principal, at }: Caller): Promise<Answered<Call>> {
    const program = await this.reader.programItem(principal, params.programId);
    const artefact = program && (await this.definitions.artefact(program.definitionHash));
    if (!artefact) throw new Problem('not_found');
    const { tree } = await this.directory.current();
    const mine = [...new Set(principal.posts.flatMap((post) => tree.post(post)?.organisationId ?? []))].flatMap((id) => tree.organisation(id) ?? []);
    const close = closeOf(artefact, await this.reader.dates(principal, params.programId));
    return {
      body: {
        documents: Object.values(artefact.documents).map(({ title, number, issued }) => ({ title, number: number ?? null, issued: issued ?? null })),
        purpose: words(artefact.purpose),
        eligible: Object.values(artefact.applicants).map(({ name }) => words(name)),
        applicants: mine.map((one) => applicant(artefact, one)),
        topics: artefact.topics.map(({ code, title, open, category }) => ({ code, title, open, category: artefact.categories[category]?.name.zh ?? category })),
        form: formSize(artefact),
        due: close === undefined || close.closesAt === null ? null : this.due.of(close.closesAt, at, close.provisional),
      },
    };
  }
}

function applicant(artefact: Artefact, one: Organisation): Call['applicants'][number] {
  const kind = evaluateWho(artefact, one);
  const names = Object.values(artefact.applicants);
  return {
    organisationId: one.id,
    name: one.name,
    kind: kind === undefined ? null : words(artefact.applicants[kind]?.name ?? { zh: kind }),
    may: kind !== undefined,
    reason:
      kind === undefined
        ? {
            zh: `“${one.kind}”不在申报范围内；可申报的是：${names.map(({ name }) => name.zh).join('、')}`,
            en: `an organisation of kind ${one.kind} cannot apply; those who can: ${names.map(({ name }) => name.en ?? name.zh).join(', ')}`,
          }
        : null,
  };
}

/** The program's own close that binds the stage in which a case is born, by its newest row. */
function closeOf(artefact: Artefact, rows: readonly DateRow[]): DateRow | undefined {
  const deadline = artefact.caseChart.deadlines[`${artefact.entry.stage}/due`];
  const names = deadline === undefined ? [] : typeof deadline.date === 'string' ? [deadline.date] : Object.values(deadline.date);
  const ofProgram = rows.filter(({ scope, closesAt }) => scope === 'program' && closesAt !== null);
  return ofProgram.findLast(({ name }) => names.includes(name)) ?? ofProgram.findLast(({ name }) => artefact.deadlines[name]?.late === 'refuse');
}

function formSize(artefact: Artefact): Call['form'] {
  const form = artefact.forms[artefact.entry.form];
  const blocks = form?.blocks ?? [];
  const filled = blocks.filter(({ opinion }) => opinion === undefined);
  const fields = filled.flatMap(({ fields }) => fields);
  const typed = fields.filter(({ from, writable }) => from === undefined || (writable ?? 'never') !== 'never');
  const least = (field: FieldDefinition): number => field.chars?.min ?? 0;
  return {
    key: artefact.entry.form,
    title: words(form?.title ?? { zh: artefact.entry.form }),
    blocks: filled.length,
    fields: typed.length,
    leastCharacters: typed.reduce((sum, field) => sum + least(field), 0),
    opinions: blocks.length - filled.length,
  };
}
