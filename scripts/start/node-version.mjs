// Written for every Node that knows modules, so that an old one can say that it is old.
import { readFileSync } from 'fs';

export function enoughNode() {
  const wanted = JSON.parse(String(readFileSync(new URL('../../package.json', import.meta.url)))).engines.node.replace('>=', '');
  const [major, minor] = wanted.split('.').map(Number);
  const [hereMajor, hereMinor] = process.versions.node.split('.').map(Number);
  if (hereMajor > major || (hereMajor === major && hereMinor >= minor)) return true;
  console.error(
    `✗ 需要 Node.js ${wanted} 或更新版本，现在是 ${process.versions.node}。请从 https://nodejs.org 安装后重试。\n` +
      `  Shidian needs Node.js ${wanted} or later; this is ${process.versions.node}. Install it from https://nodejs.org and try again.`,
  );
  return false;
}
