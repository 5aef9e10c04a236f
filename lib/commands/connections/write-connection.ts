import { collectedSchedules } from '@/lib/collect/collected-capabilities';
import type { ProviderId } from '@/lib/domain/provider';
import { Refusal } from '@/lib/domain/refusal';
import { defaultTagRules, type TagRules } from '@/lib/domain/resource';
import type { Provider } from '@/lib/providers/contract/provider';
import { type StoredConnection, toStoredConnection } from '@/lib/store/connections/stored-connection';
import { Prisma } from '@/lib/store/database/generated/client';

export interface NewConnection {
  /** Absent: a fresh one. */
  id?: string;
  provider: Provider;
  name: string;
  settings: StoredConnection['settings'];
  tagRules?: Partial<TagRules>;
  intervalMs?: number;
  managedBy: StoredConnection['managedBy'];
  simulated: boolean;
  /** Its first collection is due then. */
  firstDueAt: Date;
}

const fallbackIntervalMs = 15 * 60_000;

/** How often a connection is read when nobody said, in milliseconds. */
export function defaultIntervalOf(provider: Provider): number {
  return provider.inventory?.defaultIntervalMs ?? fallbackIntervalMs;
}

/** Stores a new connection with a schedule for each of its provider's capabilities. */
export async function insertConnection(
  tx: Prisma.TransactionClient,
  connection: NewConnection,
  now: Date,
): Promise<StoredConnection> {
  const { provider, firstDueAt } = connection;
  const row = await refuseTakenName(connection.name, () =>
    tx.connection.create({
      data: {
        id: connection.id,
        provider: provider.id satisfies ProviderId,
        name: connection.name,
        settings: toInput(connection.settings),
        tagRules: { ...defaultTagRules, ...connection.tagRules },
        intervalMs: connection.intervalMs ?? defaultIntervalOf(provider),
        managedBy: connection.managedBy,
        simulated: connection.simulated,
        createdAt: now,
        updatedAt: now,
        schedules: { create: collectedSchedules(provider, firstDueAt) },
      },
    }),
  );
  return toStoredConnection(row);
}

export type ConnectionChange = Partial<
  Pick<StoredConnection, 'name' | 'settings' | 'tagRules' | 'intervalMs' | 'managedBy' | 'paused'>
>;

/** Changes a connection and makes what was changed due at once, so that the change shows. */
export async function changeConnection(
  tx: Prisma.TransactionClient,
  connection: StoredConnection,
  change: ConnectionChange,
  now: Date,
): Promise<StoredConnection> {
  const { settings, tagRules, ...rest } = change;
  const row = await refuseTakenName(change.name ?? connection.name, () =>
    tx.connection.update({
      where: { id: connection.id },
      data: {
        ...rest,
        ...(settings && { settings: toInput(settings) }),
        ...(tagRules && { tagRules: { ...tagRules } }),
        version: { increment: 1 },
        updatedAt: now,
      },
    }),
  );
  if (settings || tagRules || change.intervalMs !== undefined || change.paused === false)
    await tx.collectionSchedule.updateMany({ where: { connectionId: connection.id }, data: { nextDueAt: now } });
  return toStoredConnection(row);
}

async function refuseTakenName<T>(name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002')) throw error;
    const message = `A connection named ${name} exists already.`;
    throw new Refusal('conflict', message, [{ path: 'name', message }]);
  }
}

function toInput(settings: StoredConnection['settings']): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(settings));
}
