import { Controller, type StreamableFile } from '@nestjs/common';
import { wallClock } from '@shidian/calendar';
import { checkCode, readCheckCode, rollMark, rollPaper, type Press } from '@shidian/documents';
import type { CasePage, CaseUseCases, Principal, Reader, RollRow } from '@shidian/lifecycle';
import { seesPersonalValues } from '../cases/case-view.js';
import { Problem } from '../problem/problem.js';
import type { Answered } from '../route/answered.js';
import { Asker, type Caller } from '../route/caller.js';
import type { AnswerOf, InputOf } from '../route/input.js';
import { Input, Serves } from '../route/serves.js';
import { RollTables } from '../rolls/roll-tables.js';
import { Part } from '../tokens.js';
import { DefinitionShelf } from '../wire/definition-shelf.js';
import { iso, zone } from '../wire/wire.js';
import { draftOf, sealed, sealPage, versionPaper } from './case-paper.js';
import { fileAnswer } from './file-answer.js';

@Controller()
export class DocumentsController {
  constructor(
    @Part('reader') private readonly reader: Reader,
    @Part('cases') private readonly cases: CaseUseCases,
    @Part('press') private readonly press: Press,
    private readonly definitions: DefinitionShelf,
    private readonly tables: RollTables,
  ) {}

  @Serves('caseDocument')
  async form(@Input() { params, query }: InputOf<'caseDocument'>, @Asker() { principal }: Caller): Promise<Answered<StreamableFile>> {
    const page = await this.reader.case(principal, params.caseId);
    if (!page) throw new Problem('not_found');
    const { version: wanted, format = 'pdf', part } = query;
    const versions = page.forms.filter(({ form }) => form === params.form);
    const draft = wanted === 'draft' || (wanted === undefined && versions.length === 0);
    const paper = draft ? await this.draft(principal, params, part) : await this.submitted(principal, page, params.form, wanted, part);
    const name = `${page.item.number} ${page.item.applicantName} ${paper.title}${part === 'seal' ? '（签字盖章页）' : draft ? '（草稿）' : ''}`;
    return fileAnswer(name, format, await this.press.make(`form.${format}`, paper));
  }

  @Serves('rollDocument')
  async roll(@Input() { params, query: { format = 'pdf' } }: InputOf<'rollDocument'>, @Asker() { principal }: Caller): Promise<Answered<StreamableFile>> {
    const roll = await this.reader.roll(principal, params.rollId);
    const program = roll && (await this.reader.programItem(principal, roll.programId));
    if (!program || roll.table === null) throw new Problem('not_found', roll && { words: { zh: '这个名册没有表', en: 'This roll has no table' } });
    const { table, masked } = await this.tables.shownTo(principal, roll, program);
    const paper = rollPaper({ table, serial: roll.serial, name: await this.nameOf(program.definitionHash, roll), mark: rollMark({ hash: roll.hash, confirmedOn: wallClock(roll.confirmedAt, zone).date, masked }) });
    return fileAnswer(`${paper.header.value} ${paper.title} 第${roll.serial}次`, format, await this.press.make(`roll.${format}`, paper));
  }

  @Serves('checkCode')
  async code(@Input() { params }: InputOf<'checkCode'>, @Asker() { principal }: Caller): Promise<Answered<AnswerOf<'checkCode'>>> {
    const prefix = readCheckCode(params.code);
    if (prefix === undefined) throw new Problem('check_code.invalid');
    const found = await this.reader.byHashPrefix(principal, prefix);
    if (found.length === 0) throw new Problem('not_found');
    return { body: { code: checkCode(prefix), items: found.map(({ at, ...document }) => ({ ...document, at: iso(at) })) } };
  }

  private async draft(principal: Principal, { caseId, form: key }: { readonly caseId: string; readonly form: string }, part: 'seal' | undefined): Promise<ReturnType<typeof draftOf>> {
    const { form, values, number } = await this.cases.preview(principal, caseId, key);
    return part === 'seal' ? sealPage(form, values, number) : draftOf(form, values, number);
  }

  private async submitted(principal: Principal, page: CasePage, key: string, wanted: string | undefined, part: 'seal' | undefined): Promise<ReturnType<typeof versionPaper>> {
    const artefact = await this.definitions.artefact(page.definitionHash);
    const form = artefact && Object.hasOwn(artefact.forms, key) ? artefact.forms[key] : undefined;
    if (!form) throw new Problem('form.unknown');
    const version = page.forms.filter((one) => one.form === key).find((one, index, all) => (wanted === undefined ? index === all.length - 1 : String(one.version) === wanted));
    if (!version) throw new Problem('not_found', { words: { zh: '没有提交过这一版', en: 'That version was never submitted' } });
    return versionPaper(page, part === 'seal' ? sealed(form) : form, version, seesPersonalValues(principal, page));
  }

  private async nameOf(definitionHash: string, roll: RollRow): Promise<string> {
    const artefact = await this.definitions.artefact(definitionHash);
    return (artefact && Object.hasOwn(artefact.rolls, roll.key) ? artefact.rolls[roll.key]?.name.zh : undefined) ?? roll.key;
  }
}
