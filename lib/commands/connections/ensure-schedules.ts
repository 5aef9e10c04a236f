import { collectedSchedules } from '@/lib/collect/collected-capabilities';
import { loadProvider } from '@/lib/providers/registry';
import { listConnections } from '@/lib/store/connections/read-connection';
import type { Database } from '@/lib/store/database/database';

/**
 * Gives every connection the schedules of what its provider can be asked for by now, due as those of a new one: a
 * connection may be older than a capability. Returns how many were missing.
 */
export async function ensureSchedules({ prisma }: Database, now: Date): Promise<number> {
  const connections = await listConnections(prisma);
  const wanted = await Promise.all(
    connections.map(async ({ id, provider }) =>
      collectedSchedules(await loadProvider(provider), now).map((schedule) => ({ ...schedule, connectionId: id })),
    ),
  );
  const { count } = await prisma.collectionSchedule.createMany({ data: wanted.flat(), skipDuplicates: true });
  return count;
}
