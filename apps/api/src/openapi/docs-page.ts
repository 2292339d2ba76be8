import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** Everything comes from this server; the page's styles are set by its own script, images may be inlined in them. */
export const docsPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export const docsPage = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>试点 Shidian · API</title>
<link rel="icon" type="image/png" href="/api/docs/assets/favicon-32x32.png">
<link rel="stylesheet" href="/api/docs/assets/swagger-ui.css">
</head>
<body>
<div id="docs"></div>
<noscript><a href="/api/openapi.json">OpenAPI</a></noscript>
<script src="/api/docs/assets/swagger-ui-bundle.js"></script>
<script src="/api/docs/assets/start.js"></script>
</body>
</html>
`;

const start = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#docs', deepLinking: true, validatorUrl: null });\n`;

const mediaTypes = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'start.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
} as const;

export type DocsFile = keyof typeof mediaTypes;

/** One of the page's files: ours, or from the swagger-ui-dist package. */
export async function docsFile(name: DocsFile): Promise<{ readonly mediaType: string; readonly content: Uint8Array }> {
  const mediaType = mediaTypes[name];
  if (name === 'start.js') return { mediaType, content: Buffer.from(start) };
  const folder = dirname(require.resolve('swagger-ui-dist/package.json'));
  return { mediaType, content: await readFile(join(folder, name)) };
}
