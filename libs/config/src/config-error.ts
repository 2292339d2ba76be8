import type { Words } from './settings.js';

export interface ConfigProblem {
  readonly variable: string;
  /** What is wrong; never the value of a secret. */
  readonly wrong: Words;
  readonly mend: Words;
}

/** The environment cannot be used as it is. Carries everything that is wrong with it, not only the first. */
export class ConfigError extends Error {
  readonly code = 'config.invalid';

  constructor(readonly problems: readonly ConfigProblem[]) {
    super(problems.map(({ variable, wrong, mend }) => `${variable}: ${wrong.zh}。${mend.zh}\n  ${variable}: ${wrong.en}. ${mend.en}`).join('\n'));
    this.name = 'ConfigError';
  }
}
