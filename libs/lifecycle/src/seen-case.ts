/** A case as one who asks may see it; of one that he may not see nobody says that it is there. */
import type { Principal } from './ports/identity.js';
import type { CaseForStep } from './ports/rows.js';
import { Refused } from './use-cases.js';

/** @throws Refused `not_found` */
export function seenBy(principal: Principal, bundle: CaseForStep | undefined, caseId: string): CaseForStep {
  if (bundle === undefined || !bundle.case.visibleTo.some((id) => principal.scope.includes(id))) throw notFound(caseId);
  return bundle;
}

/** If-Match: what the actor saw is what is there. @throws Refused `version.changed` */
export function checkVersion({ case: { version } }: CaseForStep, expected: number | undefined): void {
  if (expected !== undefined && expected !== version) throw versionChanged(version);
}

export function notFound(id: string): Refused {
  return new Refused('not_found', { zh: '没有这一件，或您无权查看', en: 'it does not exist, or you may not see it' }, { id });
}

export function versionChanged(version: number): Refused {
  return new Refused('version.changed', { zh: '有人先办理了本件，请刷新后再办', en: 'somebody acted on it in between; reload and look again' }, { version });
}
