import { createTokenSchema } from '@/lib/api/contracts/people';
import { createApiToken } from '@/lib/commands/tokens/create-api-token';
import { type CommandRun, type SharedOptions, withConsole } from './command-run';
import { parseInput } from './input/parse-input';
import { PlainError } from './plain-error';
import { printJson } from './terminal/print';

export interface TokenOptions extends SharedOptions {
  /** E-mail address of the person it is for. */
  for: string;
  permission: string[];
  expiresInDays: number;
}

/** `token create`: makes a personal API token; its value is shown once and kept nowhere. */
export async function createTokenCommand(run: CommandRun, name: string, options: TokenOptions): Promise<void> {
  const { permission: permissions, expiresInDays } = options;
  const input = parseInput(createTokenSchema, { name, permissions, expiresInDays });
  const { token, value } = await withConsole(run, options, async ({ database, commandContext }) => {
    const person = await database.prisma.person.findUnique({ where: { email: options.for.toLowerCase() } });
    if (person === null) throw new PlainError(`Nobody here has the address ${options.for}: invite them first.`);
    return createApiToken(commandContext(), person.id, input);
  });
  if (options.json)
    return printJson(run.terminal, { id: token.id, name: token.name, value, expiresAt: token.expiresAt.toISOString() });
  run.terminal.out(value);
  run.terminal.remark(`Works until ${token.expiresAt.toISOString()}. It is shown only now.`);
}
