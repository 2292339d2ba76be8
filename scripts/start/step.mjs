import { run } from '../setup/run.mjs';

/** Runs a command with its title before and a sign of life while it works. Resolves to whether it ended well. */
export async function step(title, command, args) {
  const started = Date.now();
  const seconds = () => (Date.now() - started) / 1000;
  console.log(`› ${title}`);
  const life = setInterval(() => console.log(`  … ${Math.round(seconds())} s`), 10_000);
  const ok = await run(command, args);
  clearInterval(life);
  if (ok) console.log(`  ✓ ${seconds().toFixed(1)} s`);
  return ok;
}
