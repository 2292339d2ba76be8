import { queryOptions } from '@tanstack/react-query';
import { call } from './call.js';

/** Read anew with each visit: a definition never changes, the record of its scenarios may be added to it. */
export const definitionScenarios = (hash: string) => queryOptions({ queryKey: ['definition', hash, 'scenarios'], queryFn: ({ signal }) => call('definitionScenarios', { params: { hash } }, signal) });
