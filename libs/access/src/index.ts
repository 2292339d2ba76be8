/**
 * Organisations, posts, parties and who may see and do what: pure rules over data that others load and store.
 *
 * Invariants
 * - Organisations form trees by explicit parents; an organisation has at most one desk; a tree that breaks this is not built.
 * - A party resolves to posts, never to persons, and to nobody rather than to somebody else.
 * - A case is seen where its jurisdiction and the reader's scope share an organisation; the database applies the same rule.
 * - Rights are derived from tasks, rolls and form blocks, never written a second time.
 */
export type { Organisation, PartyRule, Post, Tier } from './model.js';
export { jurisdictionOf, maySee, scopeOf } from './jurisdiction.js';
export { isAuthority, resolveParty, superiorOf, type PartyContext } from './party.js';
export { describeParty, rightsTable, type RightsRow, type RightsSource } from './rights.js';
export { BrokenTreeError, OrganisationTree, UnknownOrganisationError, type TreeFault } from './tree.js';
