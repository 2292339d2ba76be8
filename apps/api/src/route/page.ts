import type { PageRequest } from '@shidian/lifecycle';

/** The page that a query asks for; 50 rows where it does not say. */
export function pageRequest(query: { readonly limit?: number; readonly cursor?: string }): PageRequest {
  return { limit: query.limit ?? 50, ...(query.cursor !== undefined && { cursor: query.cursor }) };
}
