import { putProbeTargetSchema } from '@/lib/api/contracts/probes';
import { createProbeTarget, removeProbeTarget } from '@/lib/commands/probes/probe-targets';
import { readProbeTargets, toProbeTarget } from '@/lib/views/probes/read-probes';
import { type CommandRun, type SharedOptions, withConsole } from '../command-run';
import { findConnection } from '../connections/find-connection';
import { parseInput } from '../input/parse-input';
import { printJson, printTable } from '../terminal/print';

export interface TargetOptions extends SharedOptions {
  from: string;
  to: string;
  kind: string;
  everySeconds?: number;
  attempts?: number;
  timeoutMs?: number;
  mostBytes?: number;
  /** Name of the connection whose exporter measures it. */
  connection?: string;
}

/** `probe add`: has an address measured from one site to another. */
export async function addProbeTarget(run: CommandRun, address: string, options: TargetOptions): Promise<void> {
  const { from, to, kind, everySeconds, attempts, timeoutMs, mostBytes } = options;
  const given = { from, to, kind, address, everySeconds, attempts, timeoutMs, mostBytes };
  const target = await withConsole(run, options, async (console) => {
    const { connection } = options;
    const connectionId = connection === undefined ? null : (await findConnection(console, connection)).id;
    const input = parseInput(putProbeTargetSchema, { ...given, connectionId });
    return createProbeTarget(console.commandContext(), input);
  });
  if (options.json) return printJson(run.terminal, toProbeTarget(target));
  run.terminal.out(
    `${target.kind} from ${target.fromSite} to ${target.toSite} is measured every ${target.everySeconds} s.`,
  );
  run.terminal.remark(`Agents of ${target.fromSite} hear of it within a minute.`);
}

/** `probe targets`: what is measured from where to where. */
export async function listProbeTargets(run: CommandRun, options: SharedOptions): Promise<void> {
  const { items } = await withConsole(run, options, ({ viewContext }) => readProbeTargets(viewContext()));
  if (options.json) return printJson(run.terminal, items);
  printTable(
    run.terminal,
    [
      { title: 'ID', text: ({ id }) => id },
      { title: 'FROM', text: ({ from }) => from },
      { title: 'TO', text: ({ to }) => to },
      { title: 'KIND', text: ({ kind }) => kind },
      { title: 'ADDRESS', text: ({ address }) => address },
      { title: 'EVERY', text: ({ everySeconds, enabled }) => (enabled ? `${everySeconds} s` : 'off') },
    ],
    items,
  );
}

/** `probe remove`: no longer has it measured; what was measured goes too. */
export async function dropProbeTarget(run: CommandRun, id: string, options: SharedOptions): Promise<void> {
  await withConsole(run, options, ({ commandContext }) => removeProbeTarget(commandContext(), id));
  if (options.json) return printJson(run.terminal, { removed: id });
  run.terminal.out('It is no longer measured.');
}
