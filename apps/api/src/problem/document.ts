import { problemCatalogue, type Problem as ProblemDocument } from '@shidian/contracts';
import type { Language } from './language.js';
import type { Problem } from './problem.js';

/** The RFC 9457 document of a problem. `id` names this one answer, in the log too. */
export function problemDocument(problem: Problem, language: Language, id: string): ProblemDocument {
  return {
    type: `/problems/${problem.code}`,
    title: problemCatalogue[problem.code].meaning[language],
    status: problem.status,
    detail: problem.words[language],
    instance: `urn:uuid:${id}`,
    code: problem.code,
    messages: { ...problem.words },
    errors: problem.errors.map((place) => ({ ...place })),
    ...(problem.details && { details: { ...problem.details } as Record<string, never> }),
  };
}
