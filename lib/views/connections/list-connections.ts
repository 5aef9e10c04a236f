import type { Connection } from '@/lib/api/contracts/connections';
import type { Source } from '@/lib/api/contracts/sources';
import { Refusal } from '@/lib/domain/refusal';
import { type ApiSpend, readApiSpend } from '@/lib/store/api-usage/read-usage';
import { listConnections as listStored } from '@/lib/store/connections/read-connection';
import type { StoredConnection } from '@/lib/store/connections/stored-connection';
import { readCollectionState } from '@/lib/store/inventory/collection-state';
import { type LatestRuns, readLatestRuns } from '@/lib/store/runs/read-runs';
import { readSources } from '@/lib/views/sources/read-sources';
import type { ViewContext } from '@/lib/views/view-context';
import { asSourceStands, toConnectionStatus } from './connection-status';
import { toConnectionRun } from './to-connection-run';
import {
  type ConnectionSight,
  keepVisibleGaps,
  readVisibleConnections,
  sightOf,
  toVisibleRun,
} from './visible-connections';

const spendDays = 30;

/** The connections a person may see, by name, with how each stands. */
export async function listConnections(context: ViewContext): Promise<{ items: Connection[] }> {
  const visible = await readVisibleConnections(context);
  const { prisma, pool } = context.database;
  const shown = (await listStored(prisma)).flatMap((connection) => {
    const sight = sightOf(visible, connection.id);
    return sight === null ? [] : [{ connection, sight }];
  });
  const ids = shown.map(({ connection }) => connection.id);
  const [runs, sources, spend, secrets] = await Promise.all([
    readLatestRuns(pool, ids, 'inventory'),
    readCollectionState(pool, context.now).then((state) => readSources(pool, state, context.now)),
    readApiSpend(pool, context.now, spendDays),
    prisma.connectionSecret.findMany({ select: { connectionId: true, setAt: true } }),
  ]);
  const secretSetAt = new Map(secrets.map(({ connectionId, setAt }) => [connectionId, setAt]));
  return {
    items: shown.map(({ connection, sight }) =>
      toConnection(
        {
          connection,
          sight,
          runs: runs.get(connection.id) ?? null,
          sources: sources.filter(({ connectionId }) => connectionId === connection.id),
          spend: spend.get(connection.id) ?? null,
          secretSetAt: secretSetAt.get(connection.id) ?? null,
        },
        context.now,
      ),
    ),
  };
}

/** One connection. Throws a `not-found` Refusal for one that does not exist or may not be seen: they look the same. */
export async function readConnection(context: ViewContext, id: string): Promise<Connection> {
  const { items } = await listConnections(context);
  const found = items.find((connection) => connection.id === id);
  if (found === undefined) throw new Refusal('not-found', 'There is no such connection.');
  return found;
}

interface ConnectionFacts {
  connection: StoredConnection;
  sight: ConnectionSight;
  runs: LatestRuns | null;
  /** With every gap, also those out of sight. */
  sources: Source[];
  /** Null: no call in these days. */
  spend: ApiSpend | null;
  secretSetAt: Date | null;
}

function toConnection(facts: ConnectionFacts, now: Date): Connection {
  const { connection, sight, secretSetAt } = facts;
  const runs = facts.runs && {
    latest: toVisibleRun(facts.runs.latest, sight),
    lastEnded: facts.runs.lastEnded && toVisibleRun(facts.runs.lastEnded, sight),
  };
  const sources = facts.sources.map((source) => ({ ...source, gaps: keepVisibleGaps(source.gaps, sight) }));
  const inventory = sources.filter(({ capability }) => capability === 'inventory');
  const [source] = inventory;
  const lastReadAt = source?.lastReadAt ? new Date(source.lastReadAt) : null;
  const latest = runs?.latest ?? null;
  const lastEnded = runs?.lastEnded ?? null;
  const ended = lastEnded && source ? asSourceStands(lastEnded, source.gaps) : lastEnded;
  const isWhole = inventory.every(({ freshness, gaps }) => freshness === 'fresh' && gaps.length === 0);
  const isSeenWhole = sight.accounts === null;
  return {
    ...connection,
    settings: isSeenWhole ? connection.settings : null,
    hasSecret: secretSetAt !== null,
    secretSetAt: secretSetAt?.toISOString() ?? null,
    ...toConnectionStatus({ ...connection, lastReadAt, latest, lastEnded: ended }, now),
    sources,
    resources: { value: sight.resources, atLeast: !isWhole },
    lastRun: facts.runs && toConnectionRun(facts.runs.latest, sight),
    apiSpend: isSeenWhole ? (facts.spend ?? { calls: 0, costMicroUsd: 0 }) : null,
    createdAt: connection.createdAt.toISOString(),
    updatedAt: connection.updatedAt.toISOString(),
  };
}
