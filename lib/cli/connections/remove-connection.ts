import { removeConnection } from '@/lib/commands/connections/remove-connection';
import { type CommandRun, type SharedOptions, withConsole } from '../command-run';
import { PlainError } from '../plain-error';
import { printJson } from '../terminal/print';
import { findConnection } from './find-connection';

export interface RemoveOptions extends SharedOptions {
  /** Spares the question. */
  yes?: true;
}

/** `connections remove`: deletes a connection with everything read through it, after asking for its name. */
export async function removeConnectionCommand(run: CommandRun, named: string, options: RemoveOptions): Promise<void> {
  const removed = await withConsole(run, options, async (console) => {
    const connection = await findConnection(console, named);
    if (!options.yes) await confirm(run, connection.name);
    await removeConnection(console.commandContext(), connection.id);
    return connection;
  });
  if (options.json) return printJson(run.terminal, { removed: { id: removed.id, name: removed.name } });
  run.terminal.out(`Removed ${removed.name}, its secret and everything read through it.`);
}

async function confirm({ terminal }: CommandRun, name: string): Promise<void> {
  const question = `This deletes ${name} and everything read through it. Type its name to go on`;
  const answer = await terminal.ask(question, { secret: false });
  if (answer === null) throw new PlainError('There is no terminal to confirm at: give --yes.');
  if (answer.trim() !== name) throw new PlainError('That is not its name: nothing was removed.');
}
