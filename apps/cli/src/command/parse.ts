import { cac, type CAC } from 'cac';
import { WrongUsage } from '../failure.js';
import { say, type Terminal } from '../print/terminal.js';
import type { Command } from './command.js';
import { nearest } from './nearest.js';
import { Options } from './options.js';

const globalOptions = [
  { flags: '--json', does: { zh: '输出 JSON', en: 'print JSON' } },
  { flags: '--lang <zh|en|both>', does: { zh: '提示用的语言', en: 'language of the messages' } },
  { flags: '--no-color', does: { zh: '不用颜色', en: 'no colours' } },
] as const;

export type Parsed =
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'call'; readonly command: Command; readonly args: readonly string[]; readonly options: Options };

/**
 * Reads the words after `shidian`. Throws {@link WrongUsage} for an unknown command or option, a missing value and
 * too few or too many arguments.
 */
export function parse(words: readonly string[], commands: readonly Command[], terminal: Terminal): Parsed {
  const cli = described(commands, terminal);
  const joined = joinNames(words, commands);
  const wantsHelp = joined.length === 0 || joined[0] === 'help' || joined.includes('--help') || joined.includes('-h');
  const command = commands.find(({ name }) => name === joined[0]);
  if (wantsHelp) {
    const asked = joined[0] === 'help' ? joinNames(joined.slice(1), commands)[0] : command?.name;
    return { kind: 'help', text: helpText(cli, asked) };
  }
  if (!command) throw unknownCommand(joined, commands);

  cli.parse(['node', 'shidian', ...joined], { run: false });
  const matched = cli.matchedCommand;
  if (!matched) throw unknownCommand(joined, commands);
  try {
    matched.checkUnknownOptions();
    matched.checkOptionValue();
    matched.checkRequiredArgs();
    matched.checkUnusedArgs();
  } catch (error) {
    throw wrongArguments(error, command);
  }
  return { kind: 'call', command, args: cli.args.map(String), options: new Options({ ...cli.options, ...valuesAsTyped(joined, command) }) };
}

/** The parser makes numbers of what looks like one, and `000012` is a 受理号: values are taken as they were typed. */
function valuesAsTyped(words: readonly string[], command: Command): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, string[]> = {};
  for (const { flags } of [...globalOptions, ...(command.options ?? [])]) {
    const [flag = '', value] = flags.split(' ');
    if (value === undefined) continue;
    const values = words.flatMap((word, index) => {
      if (word.startsWith(`${flag}=`)) return [word.slice(flag.length + 1)];
      const next = words[index + 1];
      return word === flag && next !== undefined ? [next] : [];
    });
    if (values.length > 0) found[flag.slice(2).replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())] = values;
  }
  return found;
}

function described(commands: readonly Command[], terminal: Terminal): CAC {
  const cli = cac('shidian');
  for (const { flags, does } of globalOptions) cli.option(flags, say(terminal, does));
  for (const command of commands) {
    const made = cli.command(command.args === undefined ? command.name : `${command.name} ${command.args}`, say(terminal, command.does));
    for (const { flags, does } of command.options ?? []) made.option(flags, say(terminal, does));
    for (const example of command.examples ?? []) made.example(`  $ shidian ${example}`);
  }
  return cli;
}

/** The parser knows commands of one word: `case show x` becomes `"case show" x`. */
function joinNames(words: readonly string[], commands: readonly Command[]): readonly string[] {
  const [first, second, ...rest] = words;
  const two = `${first ?? ''} ${second ?? ''}`;
  return commands.some(({ name }) => name === two) ? [two, ...rest] : words;
}

function helpText(cli: CAC, name: string | undefined): string {
  const lines: string[] = [];
  const { info } = console;
  // The parser prints its help; here it is a value.
  console.info = (text: string) => void lines.push(text);
  try {
    const command = cli.commands.find((candidate) => candidate.name === name);
    (command ?? cli.globalCommand).outputHelp();
  } finally {
    console.info = info;
  }
  // The list of "run any command with --help" repeats the list of commands.
  return lines.join('\n').replace(/\nFor more info, run any command[\s\S]*?\n\n/, '\n');
}

function unknownCommand(words: readonly string[], commands: readonly Command[]): WrongUsage {
  const names = commands.map(({ name }) => name);
  const [first = '', second] = words;
  const group = names.filter((name) => name.startsWith(`${first} `));
  const given = group.length > 0 && second !== undefined && !second.startsWith('-') ? `${first} ${second}` : first;
  const firsts = [...new Set(names.map((name) => name.split(' ')[0] ?? name))];
  const meant = group.length > 0 ? nearest(given, group) : (nearest(`${first} ${second ?? ''}`, names) ?? nearest(first, firsts));
  const list = (group.length > 0 ? group : firsts).join(', ');
  return new WrongUsage(
    { zh: `没有“${given}”这个命令`, en: `There is no command "${given}"` },
    meant === undefined
      ? { zh: `可用：${list}`, en: `There are: ${list}` }
      : { zh: `是不是 shidian ${meant}？`, en: `Did you mean shidian ${meant}?` },
  );
}

/** The parser's sentences name the fault; the mend is the command's own usage and the nearest option. */
function wrongArguments(error: unknown, command: Command): WrongUsage {
  const sentence = error instanceof Error ? error.message : String(error);
  const usage = `shidian ${command.name}${command.args === undefined ? '' : ` ${command.args}`}`;
  const option = /^Unknown option `--?([^`]+)`/.exec(sentence)?.[1];
  if (option !== undefined) {
    const known = [...globalOptions, ...(command.options ?? [])].map(({ flags }) => flags.replace(/^--(no-)?/, '').split(' ')[0] ?? '');
    const kebab = option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const meant = nearest(kebab, known);
    return new WrongUsage(
      { zh: `${command.name} 没有 --${kebab} 这个选项`, en: `${command.name} has no option --${kebab}` },
      meant === undefined
        ? { zh: `看 shidian ${command.name} --help`, en: `See shidian ${command.name} --help` }
        : { zh: `是不是 --${meant}？`, en: `Did you mean --${meant}?` },
    );
  }
  const missing = /^option `([^`]+)` value is missing/.exec(sentence)?.[1];
  if (missing !== undefined) return new WrongUsage({ zh: `${missing} 缺少值`, en: `${missing} needs a value` });
  if (sentence.startsWith('Unused args')) {
    return new WrongUsage({ zh: `${command.name} 的参数太多`, en: `Too many arguments for ${command.name}` }, { zh: `用法：${usage}`, en: `Usage: ${usage}` });
  }
  return new WrongUsage({ zh: `${command.name} 缺少参数`, en: `${command.name} needs more arguments` }, { zh: `用法：${usage}`, en: `Usage: ${usage}` });
}
