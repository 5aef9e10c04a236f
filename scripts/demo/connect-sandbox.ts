import { isDeepStrictEqual } from 'node:util';
import { createConnection } from '@/lib/commands/connections/create-connection';
import { updateConnection } from '@/lib/commands/connections/update-connection';
import { providerIds } from '@/lib/domain/provider';
import { listConnections } from '@/lib/store/connections/read-connection';
import type { Preparation } from './preparation';
import type { SandboxLine } from './sandbox-line';

const intervalMs = 5 * 60_000;

/**
 * Connects the console to every simulated cloud, and follows those whose address or authority has changed. A console
 * whose simulated connection was deleted by hand gets it again.
 */
export async function connectSandbox(
  { context, config }: Preparation,
  connections: SandboxLine['connections'],
): Promise<void> {
  const present = (await listConnections(context.database.prisma)).filter(({ simulated }) => simulated);
  for (const { provider: id, name, settings, secret } of connections) {
    const provider = providerIds.find((known) => known === id);
    // The sandbox may play what the console cannot read yet.
    if (provider === undefined) continue;
    const existing = present.find((connection) => connection.provider === provider && connection.name === name);
    if (existing === undefined) {
      const entered = { provider, name, settings, secret, intervalMs };
      await createConnection(context, entered, config, { simulated: true });
      continue;
    }
    const followed = { ...existing.settings, ...settings };
    if (isDeepStrictEqual(followed, existing.settings)) continue;
    const change = { version: existing.version, settings: followed, ...(secret && { secret }) };
    await updateConnection(context, existing.id, change, config);
  }
}
