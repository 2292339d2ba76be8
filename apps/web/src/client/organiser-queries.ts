import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Delivery } from '../generated/api.js';
import { call } from './call.js';

/** What organisers and authorities read, and administrators of their messages; keys as in queries.ts. */
const pageSize = '50';
const after = (cursor: string): { readonly cursor?: string } => (cursor === '' ? {} : { cursor });

export const overdueTasks = (programId: string, under: string) =>
  infiniteQueryOptions({
    queryKey: ['cases', programId, 'overdue', under],
    queryFn: ({ pageParam, signal }) => call('overdueTasks', { params: { programId }, query: { limit: pageSize, ...(under !== '' && { under }), ...after(pageParam) } }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });

export const notStarted = (programId: string, under: string, kind: string) =>
  infiniteQueryOptions({
    queryKey: ['cases', programId, 'not-started', under, kind],
    queryFn: ({ pageParam, signal }) => call('notStarted', { params: { programId }, query: { limit: pageSize, ...(under !== '' && { under }), ...(kind !== '' && { kind }), ...after(pageParam) } }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });

export const returnReasons = (programId: string) => queryOptions({ queryKey: ['cases', programId, 'reasons'], queryFn: ({ signal }) => call('returnReasons', { params: { programId } }, signal) });
export const stageBoard = (programId: string, stage: string, from: number) => queryOptions({ queryKey: ['cases', programId, 'board', stage, from], queryFn: ({ signal }) => call('stageBoard', { params: { programId, stage }, query: { ...(from > 0 && { from: String(from) }) } }, signal), placeholderData: keepPreviousData });
export const programCalendar = (programId: string) => queryOptions({ queryKey: ['program', programId, 'calendar'], queryFn: ({ signal }) => call('programCalendar', { params: { programId } }, signal) });
export const upcoming = (programId: string, days: string) => queryOptions({ queryKey: ['program', programId, 'upcoming', days], queryFn: ({ signal }) => call('upcoming', { params: { programId }, query: { days } }, signal), placeholderData: keepPreviousData });

const seldom = 10 * 60_000;

/** An organisation of the reader's own or below it, with its posts; none where it is not. */
export const organisation = (id: string) => queryOptions({ queryKey: ['organisation', id], queryFn: async ({ signal }) => (await call('organisations', { query: { under: id, limit: '1' } }, signal)).items.find((one) => one.id === id) ?? null, staleTime: seldom });
/** The first organisations from the reader's own downwards. */
export const ownOrganisations = queryOptions({ queryKey: ['organisation', 'own'], queryFn: ({ signal }) => call('organisations', { query: { limit: '5' } }, signal), staleTime: seldom });
/** Authorities from the reader's own downwards, the cities first. */
export const regionsBelow = queryOptions({
  queryKey: ['organisation', 'regions'],
  queryFn: async ({ signal }) => {
    const [cities, counties] = await Promise.all((['city', 'county'] as const).map((tier) => call('organisations', { query: { tier, limit: '200' } }, signal)));
    return [...(cities?.items ?? []), ...(counties?.items ?? [])];
  },
  staleTime: seldom,
});
/** The organisation of that name in which the post is, with its other posts. */
export const organisationOfPost = (post: string, name: string) =>
  queryOptions({ queryKey: ['organisation', 'of', post], queryFn: async ({ signal }) => (await call('organisations', { query: { search: name, limit: '20' } }, signal)).items.find(({ posts }) => posts.some(({ id }) => id === post)) ?? null, staleTime: seldom });

export interface DeliveryFilter {
  readonly programId?: string;
  readonly channel?: string;
  readonly state?: Delivery['state'];
}

export const deliveries = (filter: DeliveryFilter) =>
  infiniteQueryOptions({
    queryKey: ['deliveries', filter],
    queryFn: ({ pageParam, signal }) => call('deliveries', { query: { limit: pageSize, ...filter, ...after(pageParam) } }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
export const noticeChannels = queryOptions({ queryKey: ['deliveries', 'channels'], queryFn: ({ signal }) => call('noticeChannels', {}, signal) });
export const noticePauses = queryOptions({ queryKey: ['deliveries', 'pauses'], queryFn: ({ signal }) => call('noticePauses', { query: { past: 'true' } }, signal) });
export const noticeActs = infiniteQueryOptions({
  queryKey: ['deliveries', 'acts'],
  queryFn: ({ pageParam, signal }) => call('noticeActs', { query: { limit: '20', ...after(pageParam) } }, signal),
  initialPageParam: '',
  getNextPageParam: ({ next }) => next,
});
