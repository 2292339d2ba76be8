import { Injectable } from '@nestjs/common';
import type { JsonValue } from '@shidian/engine';
import type { Principal, ProgramListItem, RollRow } from '@shidian/lifecycle';
import { DefinitionShelf } from '../wire/definition-shelf.js';
import { maskTable } from '../wire/mask.js';

/** The table of a roll as a reader may see it: whole for who drew it and for the issuer, else with personal columns shortened. */
@Injectable()
export class RollTables {
  constructor(private readonly definitions: DefinitionShelf) {}

  async shownTo(principal: Principal, roll: RollRow, program: ProgramListItem): Promise<{ readonly table: JsonValue; readonly masked: boolean }> {
    const open = principal.scope.includes(roll.organisationId) || principal.scope.includes(program.issuerId);
    return { table: open ? roll.table : await this.masked(program.definitionHash, roll), masked: !open };
  }

  private async masked(definitionHash: string, roll: RollRow): Promise<JsonValue> {
    const artefact = await this.definitions.artefact(definitionHash);
    const key = artefact && Object.hasOwn(artefact.rolls, roll.key) ? artefact.rolls[roll.key]?.table : undefined;
    const table = key === undefined ? undefined : artefact?.tables[key];
    // Without its definition nobody can say which columns are personal: then none is shown.
    return table && artefact ? maskTable(table, artefact.forms, roll.table) : null;
  }
}
