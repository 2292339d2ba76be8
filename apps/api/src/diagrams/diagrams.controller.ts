import { Controller } from '@nestjs/common';
import type { PictureFormat, WayEntry } from '@shidian/diagrams';
import type { JsonValue } from '@shidian/engine';
import type { CasePage, Principal, Reader } from '@shidian/lifecycle';
import { Problem } from '../problem/problem.js';
import type { Answered } from '../route/answered.js';
import { Asker, type Caller } from '../route/caller.js';
import type { InputOf } from '../route/input.js';
import { Input, Serves } from '../route/serves.js';
import { Part } from '../tokens.js';
import { revalidated } from '../wire/content-tag.js';
import { DefinitionShelf } from '../wire/definition-shelf.js';
import { PictureShelf, type Picture } from './picture-shelf.js';

const mediaTypes: Readonly<Record<PictureFormat, string>> = { svg: 'image/svg+xml; charset=utf-8', mermaid: 'text/vnd.mermaid; charset=utf-8', xstate: 'application/json; charset=utf-8' };

/** Entries of a record that are drawn; who has more has gone the same ways many times. */
const longestWay = 1000;

@Controller()
export class DiagramsController {
  constructor(
    @Part('reader') private readonly reader: Reader,
    private readonly definitions: DefinitionShelf,
    private readonly shelf: PictureShelf,
  ) {}

  @Serves('definitionDiagram')
  async ofDefinition(@Input() { params, query }: InputOf<'definitionDiagram'>): Promise<Answered<string>> {
    const artefact = await this.definitions.artefact(params.hash);
    if (!artefact) throw new Problem('definition.unknown');
    const { of: half = 'case', view = 'road', format = 'svg', lang: language = 'zh' } = query;
    const key = [artefact.hash, half, view, format, language].join(' ');
    return answerPicture(await this.shelf.picture(key, () => Promise.resolve({ artefact, of: half, view, format, language })), format);
  }

  @Serves('caseDiagram')
  async ofCase(@Input() { params, query }: InputOf<'caseDiagram'>, @Asker() { principal }: Caller): Promise<Answered<string>> {
    // The right comes first, also for what was drawn for somebody else.
    const page = await this.reader.case(principal, params.caseId);
    const artefact = page && (await this.definitions.artefact(page.definitionHash));
    if (!artefact) throw new Problem('not_found');
    const { view = 'road', format = 'svg', lang: language = 'zh' } = query;
    const { id, version, states } = page.item;
    const key = [id, version, artefact.hash, view, format, language].join(' ');
    const picture = await this.shelf.picture(key, async () => {
      const instance = { name: titleOf(page, language), states, journal: await this.journal(principal, id) };
      return { artefact, of: 'case', view, format, language, instance };
    });
    return answerPicture(picture, format);
  }

  private async journal(principal: Principal, caseId: string): Promise<readonly WayEntry[]> {
    const entries: WayEntry[] = [];
    for (let cursor: string | undefined; entries.length < longestWay; ) {
      const page = await this.reader.journal(principal, caseId, { limit: 200, ...(cursor !== undefined && { cursor }) });
      entries.push(...page.items.map(({ body }) => ({ entry: JSON.parse(body) as JsonValue })));
      if (page.next === null) break;
      cursor = page.next;
    }
    return entries;
  }
}

/** 受理号 and applicant; where it has ended its outcome, where it is suspended that. */
function titleOf({ item, state }: CasePage, language: 'zh' | 'en'): string {
  const suspended = state.suspended === undefined ? [] : [language === 'zh' ? '挂起中' : 'suspended'];
  return [`${item.number} ${item.applicantName}`, ...suspended, ...(item.outcome === null ? [] : [item.outcome])].join(' · ');
}

/** A picture as an answer that need not be sent again. */
export function answerPicture({ text, etag }: Picture, format: PictureFormat): Answered<string> {
  return { body: text, headers: { etag, 'content-type': mediaTypes[format], 'cache-control': revalidated } };
}
