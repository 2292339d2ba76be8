import { problemCatalogue, type Problem } from '@shidian/contracts';
import { CommandFailed } from '../failure.js';

/** A problem document as what, where and how to mend it. */
export function problemFailure(problem: Problem): CommandFailed {
  const { remedy } = problemCatalogue[problem.code];
  const places = problem.errors.map(({ path, messages }) => `${path}  ${messages.zh}  ${messages.en}`);
  const details = Object.entries(problem.details ?? {}).map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const where = [...places, ...(places.length > 0 ? [] : details)].join('\n  ');
  return new CommandFailed(problem.code, {
    what: problem.messages,
    ...(where !== '' && { where }),
    ...(problem.code === 'sign_in.required'
      ? { mend: { zh: '先登录：shidian sign-in <账号>', en: 'Sign in first: shidian sign-in <login>' } }
      : { mend: remedy }),
  });
}
