import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import type { Capability } from '@/lib/domain/provider';
import { Refusal } from '@/lib/domain/refusal';
import { lockExisting, toTarget } from './connection-target';

/** Puts on record that the caller is about to read a connection itself, without a worker. Refused while it is paused. */
export async function beginSync(context: CommandContext, id: string, capability: Capability): Promise<void> {
  const description = { action: 'connection.sync', permission: 'connections:write' as const, target: toTarget({ id }) };
  await runCommand(context, description, async (tx) => {
    const connection = await lockExisting(tx, id);
    if (connection.paused) throw new Refusal('conflict', `${connection.name} is paused. Resume it to read it.`);
    return { result: undefined, target: toTarget(connection), audit: { capability, withoutWorker: true } };
  });
}
