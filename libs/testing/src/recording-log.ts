export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly facts: object;
  readonly sentence: string;
}

/** A log that a test can read: facts first, then the sentence (the shape of pino). */
export interface RecordingLog {
  readonly lines: readonly LogLine[];
  info(facts: object, sentence: string): void;
  warn(facts: object, sentence: string): void;
  error(facts: object, sentence: string): void;
}

export function recordingLog(): RecordingLog {
  const lines: LogLine[] = [];
  const at = (level: LogLine['level']) => (facts: object, sentence: string) => {
    lines.push({ level, facts, sentence });
  };
  return { lines, info: at('info'), warn: at('warn'), error: at('error') };
}
