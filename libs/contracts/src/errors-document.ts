import { problemCatalogue, type ProblemEntry } from './problem-catalogue.js';

/** docs/errors.md: every problem code, by status. */
export function errorsDocument(): string {
  const entries = Object.entries<ProblemEntry>(problemCatalogue).sort(([a, x], [b, y]) => x.status - y.status || (a < b ? -1 : 1));
  const rows = entries.map(
    ([code, { status, meaning, remedy }]) => `| \`${code}\` | ${status} | ${meaning.zh}<br>${meaning.en} | ${remedy.zh}<br>${remedy.en} |`,
  );
  return `# Errors

Whatever fails is answered with an RFC 9457 document of the type \`application/problem+json\`. Its \`code\` is stable and listed here; \`type\` is \`/problems/<code>\`, which answers with the same explanation; \`messages\` has the words in Chinese and English, and \`title\` and \`detail\` follow \`Accept-Language\`. \`errors\` names each place of the request that is wrong, \`details\` the facts behind a refusal, \`instance\` this one answer in the log.

Generated from \`libs/contracts/src/problem-catalogue.ts\` by \`npm run generate\`.

| code | status | 含义 · meaning | 处理 · what to do |
|---|---|---|---|
${rows.join('\n')}
`;
}
