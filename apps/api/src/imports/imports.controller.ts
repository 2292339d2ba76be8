import { createHash } from 'node:crypto';
import { Controller, Req, type StreamableFile } from '@nestjs/common';
import type { CaseSheetsParts, CellFault, Press, ReadCase } from '@shidian/documents';
import { Refused, type CaseUseCases, type ImportAnswer, type Reader } from '@shidian/lifecycle';
import type { FastifyRequest } from 'fastify';
import { uploadedFile } from '../attachments/uploaded-file.js';
import { fileAnswer } from '../documents/file-answer.js';
import { Problem } from '../problem/problem.js';
import type { Answered } from '../route/answered.js';
import { Asker, type Caller } from '../route/caller.js';
import type { AnswerOf, InputOf } from '../route/input.js';
import { Input, Serves } from '../route/serves.js';
import { Part } from '../tokens.js';
import { DefinitionShelf } from '../wire/definition-shelf.js';
import { refusedCells, refusedImport } from './refused-import.js';

/** Browsers name an XLSX in several ways; what it is, its content says. */
const mediaTypes = ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/octet-stream', 'application/zip', 'application/vnd.ms-excel'];

interface Received {
  readonly name: string;
  readonly content: Uint8Array;
  readonly sheets: CaseSheetsParts;
  readonly cases: readonly ReadCase[];
  readonly faults: readonly CellFault[];
}

@Controller()
export class ImportsController {
  constructor(
    @Part('reader') private readonly reader: Reader,
    @Part('cases') private readonly cases: CaseUseCases,
    @Part('press') private readonly press: Press,
    private readonly definitions: DefinitionShelf,
  ) {}

  @Serves('importTemplate')
  async template(@Input() { params }: InputOf<'importTemplate'>, @Asker() { principal }: Caller): Promise<Answered<StreamableFile>> {
    const sheets = await this.sheets(principal, params.programId);
    return fileAnswer(`${sheets.form.title.zh} 批量填报模板`, 'xlsx', await this.press.make('cases.template', sheets));
  }

  /** All faults come at once: those of cells, and those that starting each case would meet. */
  @Serves('importCases')
  async take(@Input() { params }: InputOf<'importCases'>, @Asker() caller: Caller, @Req() request: FastifyRequest): Promise<Answered<AnswerOf<'importCases'>>> {
    const received = await this.received(caller, params.programId, request);
    if (received.faults.length > 0) throw refusedImport([...received.faults, ...(await this.rehearsed(caller, params.programId, received))]);
    try {
      const { cases, replayed } = await this.start(caller, params.programId, received, false);
      return { body: { cases: cases.map(({ caseId, number, open }, index) => ({ row: received.cases[index]?.row ?? 0, id: caseId, number, open })), replayed } };
    } catch (error) {
      throw error instanceof Refused && error.code === 'import.refused' ? refusedImport(refusedCells(error, received.cases)) : error;
    }
  }

  @Serves('checkImport')
  async check(@Input() { params }: InputOf<'checkImport'>, @Asker() caller: Caller, @Req() request: FastifyRequest): Promise<Answered<StreamableFile>> {
    const { name, content, sheets, ...received } = await this.received(caller, params.programId, request);
    const faults = [...received.faults, ...(await this.rehearsed(caller, params.programId, { content, ...received }))];
    return fileAnswer(`${name.replace(/\.xlsx$/i, '')} 问题`, 'xlsx', await this.press.make('cases.mark', { ...sheets, content, faults }));
  }

  private async received({ principal }: Caller, programId: string, request: FastifyRequest): Promise<Received> {
    const sheets = await this.sheets(principal, programId);
    const { name, mediaType, content } = await uploadedFile(request);
    if (!mediaTypes.includes(mediaType)) throw new Problem('attachment.type');
    const read = await this.press.make('cases.read', { ...sheets, content });
    if ('unreadable' in read) throw new Problem('import.unreadable', { words: read.unreadable });
    return { name, content, sheets, ...read };
  }

  private async sheets(principal: Caller['principal'], programId: string): Promise<CaseSheetsParts> {
    const program = await this.reader.programItem(principal, programId);
    const artefact = program && (await this.definitions.artefact(program.definitionHash));
    const form = artefact?.forms[artefact.entry.form];
    if (!artefact || !form) throw new Problem('not_found');
    return { form, topics: artefact.topics };
  }

  private async rehearsed(caller: Caller, programId: string, received: Pick<Received, 'content' | 'cases'>): Promise<readonly CellFault[]> {
    try {
      await this.start(caller, programId, received, true);
      return [];
    } catch (error) {
      if (error instanceof Refused && error.code === 'import.refused') return refusedCells(error, received.cases);
      throw error;
    }
  }

  private async start({ principal, at }: Caller, programId: string, { content, cases }: Pick<Received, 'content' | 'cases'>, rehearse: boolean): Promise<ImportAnswer> {
    const file = createHash('sha256').update(content).digest('hex');
    return await this.cases.importCases({ principal, at, programId, file, rehearse, cases: cases.map(({ applicant, topic, title, values }) => ({ applicant, topic, title, values })) });
  }
}
