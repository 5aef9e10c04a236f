import { createConnectionSchema } from '@/lib/api/contracts/connections';
import { createConnection } from '@/lib/commands/connections/create-connection';
import { type ProviderId, providerIds } from '@/lib/domain/provider';
import { loadProvider } from '@/lib/providers/registry';
import { type CommandRun, type SharedOptions, withConsole } from '../command-run';
import { parseInput } from '../input/parse-input';
import { readSecretFields, readSettings } from '../input/read-fields';
import { PlainError } from '../plain-error';
import { printJson } from '../terminal/print';

export interface AddOptions extends SharedOptions {
  provider: string;
  setting: string[];
  secret: string[];
  /** Milliseconds; absent: the provider's own. */
  interval?: number;
}

/** `connections add`: stores a connection, its secret sealed, and makes its first collection due. */
export async function addConnection(run: CommandRun, name: string, options: AddOptions): Promise<void> {
  const provider = await loadProvider(requireProvider(options.provider));
  const input = parseInput(createConnectionSchema, {
    provider: provider.id,
    name,
    settings: await readSettings(provider.form.fields, options.setting),
    secret: await readSecretFields(provider.form.fields, options.secret, run),
    ...(options.interval === undefined ? {} : { intervalMs: options.interval }),
  });
  const connection = await withConsole(run, options, ({ commandContext, config }) =>
    createConnection(commandContext(), input, config),
  );
  if (options.json) return printJson(run.terminal, { id: connection.id, name: connection.name });
  const credentials = input.secret === null ? 'with the credentials of its surroundings' : 'its secret sealed';
  run.terminal.out(`Added ${connection.name} (${connection.id}), ${credentials}. A worker reads it next.`);
}

function requireProvider(text: string): ProviderId {
  const id = providerIds.find((candidate) => candidate === text);
  if (id !== undefined) return id;
  throw new PlainError(`There is no provider called ${text}; the providers are ${providerIds.join(', ')}.`);
}
