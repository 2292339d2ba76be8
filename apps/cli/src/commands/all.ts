import type { Command } from '../command/command.js';
import { administrationCommands } from './administer.js';
import { calendarCommands } from './calendar.js';
import { caseCommands } from './case.js';
import { checkCodeCommands } from './check-code.js';
import { dateCommands } from './date.js';
import { definitionCommands } from './definition.js';
import { importCommands } from './import.js';
import { oversightCommands } from './oversight.js';
import { noticesCommands } from './notices.js';
import { pictureCommands } from './picture.js';
import { programCommands } from './program.js';
import { rollCommands } from './roll.js';
import { signInCommands } from './sign-in.js';
import { taskCommands } from './task.js';
import { upCommands } from './up.js';
import { upkeepCommands } from './upkeep.js';
import { watchCommands } from './watch.js';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  ...upCommands,
  ...definitionCommands,
  ...signInCommands,
  ...taskCommands,
  ...watchCommands,
  ...programCommands,
  ...caseCommands,
  ...pictureCommands,
  ...importCommands,
  ...administrationCommands,
  ...rollCommands,
  ...checkCodeCommands,
  ...dateCommands,
  ...calendarCommands,
  ...oversightCommands,
  ...noticesCommands,
  ...upkeepCommands,
];
