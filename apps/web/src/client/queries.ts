import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Me } from '../generated/api.js';
import { ask, call, type QuestionOf } from './call.js';

const pageSize = '50';

/** What is read, by a key whose first part says what it is of: a change names those parts, and they are read again. */
/** `null` once the service has said that nobody is signed in. */
export const me = queryOptions<Me | null>({ queryKey: ['me'], queryFn: ({ signal }) => call('me', {}, signal), staleTime: 60_000 });

export const tasks = (state: 'open' | 'done') =>
  infiniteQueryOptions({
    queryKey: ['tasks', state],
    queryFn: ({ pageParam, signal }) => call('tasks', { query: { state, limit: pageSize, ...(pageParam !== '' && { cursor: pageParam }) } }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });

export const deskCases = (filter: { readonly applicantId?: string; readonly search?: string }) =>
  infiniteQueryOptions({
    queryKey: ['cases', 'desk', filter],
    queryFn: ({ pageParam, signal }) => call('deskCases', { query: { ...filter, limit: pageSize, ...(pageParam !== '' && { cursor: pageParam }) } }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });

export const programCases = (programId: string, filter: { readonly search?: string; readonly state?: string }) =>
  infiniteQueryOptions({
    queryKey: ['cases', programId, filter],
    queryFn: ({ pageParam, signal }) => call('cases', { params: { programId }, query: { ...filter, limit: pageSize, ...(pageParam !== '' && { cursor: pageParam }) } }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });

export const notices = (unread: boolean) =>
  infiniteQueryOptions({
    queryKey: ['notices', unread],
    queryFn: ({ pageParam, signal }) => call('notices', { query: { limit: pageSize, ...(unread && { unread: 'true' }), ...(pageParam !== '' && { cursor: pageParam }) } }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });

/** What one was told of cases in which one has nothing to do. */
export const copiedNotices = infiniteQueryOptions({
  queryKey: ['notices', 'copied'],
  queryFn: ({ pageParam, signal }) => call('notices', { query: { limit: pageSize, copied: 'true', ...(pageParam !== '' && { cursor: pageParam }) } }, signal),
  initialPageParam: '',
  getNextPageParam: ({ next }) => next,
});

export const noticeWish = queryOptions({ queryKey: ['notice-wish'], queryFn: ({ signal }) => call('noticeWish', {}, signal) });
export const documentNumbers = (text: string) => queryOptions({ queryKey: ['document-numbers', text], queryFn: ({ signal }) => call('documentNumbers', { params: { text } }, signal) });

export const programs = queryOptions({ queryKey: ['programs'], queryFn: ({ signal }) => call('programs', { query: { limit: '200' } }, signal) });
export const program = (programId: string) => queryOptions({ queryKey: ['program', programId], queryFn: ({ signal }) => ask('program', { params: { programId } }, signal) });
export const programCall = (programId: string) => queryOptions({ queryKey: ['program', programId, 'call'], queryFn: ({ signal }) => call('call', { params: { programId } }, signal) });
export const programPlan = (programId: string) => queryOptions({ queryKey: ['program', programId, 'plan'], queryFn: ({ signal }) => call('programPlan', { params: { programId } }, signal) });
export const regions = (programId: string) => queryOptions({ queryKey: ['cases', programId, 'regions'], queryFn: ({ signal }) => call('regions', { params: { programId } }, signal) });

export const oneCase = (caseId: string) => queryOptions({ queryKey: ['case', caseId], queryFn: ({ signal }) => ask('case', { params: { caseId } }, signal) });
export const caseJournal = (caseId: string) =>
  infiniteQueryOptions({
    queryKey: ['case', caseId, 'journal'],
    queryFn: ({ pageParam, signal }) => call('caseJournal', { params: { caseId }, query: { limit: '200', ...(pageParam !== '' && { cursor: pageParam }) } }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });

export const deskRolls = (programId: string) => queryOptions({ queryKey: ['cases', programId, 'roll-desk'], queryFn: ({ signal }) => call('deskRolls', { params: { programId } }, signal) });
export const candidates = (params: QuestionOf<'candidates'>['params'], answers: string | undefined) =>
  queryOptions({ queryKey: ['cases', params.programId, 'candidates', params.stage, params.roll, answers ?? ''], queryFn: ({ signal }) => call('candidates', { params, query: { answers } }, signal) });
export const rolls = (programId: string) => queryOptions({ queryKey: ['cases', programId, 'rolls'], queryFn: ({ signal }) => call('rolls', { params: { programId }, query: { limit: '100' } }, signal) });

export const definitions = queryOptions({ queryKey: ['definitions'], queryFn: ({ signal }) => call('definitions', {}, signal) });
/** Never changes: its name is the hash of its content. */
export const definition = (hash: string) => queryOptions({ queryKey: ['definition', hash], queryFn: ({ signal }) => call('definition', { params: { hash } }, signal), staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY });
export const definitionPlan = (hash: string) => queryOptions({ queryKey: ['definition', hash, 'plan'], queryFn: ({ signal }) => call('definitionPlan', { params: { hash } }, signal) });
