import type { NoticePause } from '../generated/api.js';

/** Whether the pause holds back what leaves for the program; for the administrator, who has none in view, every one does. */
export const concerns = (pause: Pick<NoticePause, 'scope' | 'programId'>, programId: string | undefined): boolean => programId === undefined || pause.scope !== 'program' || pause.programId === programId;

/** How many wait on a channel, over all states in which a message has not arrived. */
export const waitingOn = (waiting: Readonly<Record<string, number>>): number => Object.values(waiting).reduce((sum, count) => sum + count, 0);
