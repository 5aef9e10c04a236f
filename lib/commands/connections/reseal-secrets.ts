import type { CommandContext } from '@/lib/commands/command-context';
import { runCommand } from '@/lib/commands/run-command';
import { type RewrapOutcome, rewrapSecrets } from '@/lib/store/secrets/rewrap-secrets';
import type { ConnectionDeployment } from './connection-target';

/** Seals again, under the current master key, every secret that a previous one sealed. Afterwards that key can go. */
export async function resealSecrets(
  context: CommandContext,
  { keys }: Pick<ConnectionDeployment, 'keys'>,
): Promise<RewrapOutcome> {
  const description = {
    action: 'secrets.reseal',
    permission: 'connections:write' as const,
    target: { kind: 'master-key', id: keys.current.version, label: `master key ${keys.current.version}` },
  };
  return runCommand(context, description, async (tx) => {
    const outcome = await rewrapSecrets(tx, keys);
    if (outcome.rewrapped.length === 0) return { result: outcome, unchanged: true };
    return { result: outcome, audit: { connections: outcome.rewrapped.length, unreadable: outcome.unreadable.length } };
  });
}
