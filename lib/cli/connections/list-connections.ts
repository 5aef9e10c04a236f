import type { Connection } from '@/lib/api/contracts/connections';
import { listConnections } from '@/lib/views/connections/list-connections';
import { type CommandRun, type SharedOptions, withConsole } from '../command-run';
import { type Column, printJson, printTable } from '../terminal/print';

const columns: Column<Connection>[] = [
  { title: 'NAME', text: ({ name }) => name },
  { title: 'PROVIDER', text: ({ provider }) => provider },
  { title: 'STATUS', text: ({ status }) => status },
  { title: 'RESOURCES', text: ({ resources }) => `${resources.atLeast ? 'at least ' : ''}${resources.value}` },
  {
    title: 'LAST READ',
    text: ({ sources }) => sources.find(({ capability }) => capability === 'inventory')?.lastReadAt ?? null,
  },
  { title: 'STANDING', text: ({ statusSentence }) => statusSentence },
];

/** `connections list`: every connection and how it stands. */
export async function listConnectionsCommand(run: CommandRun, options: SharedOptions): Promise<void> {
  const { items } = await withConsole(run, options, ({ viewContext }) => listConnections(viewContext()));
  if (options.json) return printJson(run.terminal, { items });
  if (items.length === 0) return run.terminal.out('There are no connections yet.');
  printTable(run.terminal, columns, items);
}
