import type pg from 'pg';
import { z } from 'zod';
import { toExpiryCutoff } from '@/lib/domain/freshness';
import { type ProviderId, providerIds } from '@/lib/domain/provider';

/** How far reading through a connection has come. */
export interface ConnectionState {
  id: string;
  name: string;
  provider: ProviderId;
  intervalMs: number;
  paused: boolean;
  simulated: boolean;
  createdAt: Date;
  /** When anything was last read through it; null when never. */
  lastReadAt: Date | null;
  /** What was last read before this is expired. */
  expiryCutoff: Date;
  /** Scopes that were last read before the cutoff. */
  expiredScopes: number;
  /** Scopes of which parts were written, but which no run has read to the end: there may be more in them. */
  unended: ScopeAddress[];
}

export interface ScopeAddress {
  connectionId: string;
  account: string;
  region: string;
  kind: string;
}

/**
 * Which present resources stand on reads too old to be told: their status counts as unknown. All three lists are empty
 * while collection keeps up.
 */
export interface Expiry {
  /** Connections through which nothing was read since the cutoff. */
  connections: string[];
  /** Expired scopes of other connections; one never read to its end is as old as what was last written of it. */
  scopes: ScopeAddress[];
  /** Connections with resources, in scopes not expired, that reads have missed since before the cutoff. */
  missed: { connectionId: string; cutoff: Date }[];
}

export interface CollectionState {
  /** By name. */
  connections: ConnectionState[];
  expiry: Expiry;
}

const connectionSchema = z.object({
  id: z.string(),
  name: z.string(),
  provider: z.enum(providerIds),
  interval_ms: z.number(),
  paused: z.boolean(),
  simulated: z.boolean(),
  created_at: z.date(),
});
const readSchema = z.object({
  id: z.string(),
  last_read_at: z.date().nullable(),
  expired_scopes: z.coerce.number(),
  unended_scopes: z.coerce.number(),
});

/** Of a scope `s`: a read that came to its end, whatever it found, would have left a moment or a gap. */
const isUnended = "s.last_read_at is null and s.gaps = '[]'";

/** How far reading has come through every connection, and what of it is expired at a time. */
export async function readCollectionState(pool: pg.Pool, now: Date): Promise<CollectionState> {
  const found = await pool.query(
    'select id, name, provider, interval_ms, paused, simulated, created_at from connection order by name, id',
  );
  const rows = z.array(connectionSchema).parse(found.rows);
  const cutoffs = rows.map((row) => toExpiryCutoff(now, row.interval_ms));
  const reads = await pool.query(
    `select c.id, max(s.last_read_at) as last_read_at,
       count(*) filter (where s.last_read_at < c.cutoff) as expired_scopes,
       count(*) filter (where ${isUnended}) as unended_scopes
     from unnest($1::uuid[], $2::timestamptz[]) c(id, cutoff) left join inventory_scope s on s.connection_id = c.id
     group by c.id`,
    [rows.map(({ id }) => id), cutoffs],
  );
  const byId = new Map(
    z
      .array(readSchema)
      .parse(reads.rows)
      .map((row) => [row.id, row]),
  );
  const unended = await readUnendedScopes(
    pool,
    rows.flatMap(({ id }) => (byId.get(id)?.unended_scopes ? [id] : [])),
  );
  const connections = rows.flatMap((row, index) => {
    const [read, expiryCutoff] = [byId.get(row.id), cutoffs[index]];
    if (read === undefined || expiryCutoff === undefined) return [];
    const { id, name, provider, interval_ms: intervalMs, paused, simulated, created_at: createdAt } = row;
    const { last_read_at: lastReadAt, expired_scopes: expiredScopes } = read;
    const own = unended.filter(({ connectionId }) => connectionId === id);
    const since = { createdAt, lastReadAt, expiryCutoff, expiredScopes, unended: own };
    return [{ id, name, provider, intervalMs, paused, simulated, ...since }];
  });
  return { connections, expiry: await readExpiry(pool, connections) };
}

async function readUnendedScopes(pool: pg.Pool, connections: string[]): Promise<ScopeAddress[]> {
  if (connections.length === 0) return [];
  const { rows } = await pool.query<ScopeAddress>(
    `select s.connection_id as "connectionId", s.account, s.region, s.kind from inventory_scope s
     where s.connection_id = any($1) and ${isUnended} order by s.account, s.region, s.kind`,
    [connections],
  );
  return rows;
}

async function readExpiry(pool: pg.Pool, connections: ConnectionState[]): Promise<Expiry> {
  const isWhole = ({ lastReadAt, expiryCutoff }: ConnectionState) => lastReadAt !== null && lastReadAt < expiryCutoff;
  const partly = connections.filter(
    (connection) => (connection.expiredScopes > 0 || connection.unended.length > 0) && !isWhole(connection),
  );
  const reading = connections.filter(({ lastReadAt }) => lastReadAt !== null).filter((one) => !isWhole(one));
  return {
    connections: connections.filter(isWhole).map(({ id }) => id),
    scopes: partly.length === 0 ? [] : await readExpiredScopes(pool, partly),
    missed: reading.length === 0 ? [] : await readMissed(pool, reading),
  };
}

async function readExpiredScopes(pool: pg.Pool, connections: ConnectionState[]): Promise<ScopeAddress[]> {
  const { rows } = await pool.query<ScopeAddress>(
    `select s.connection_id as "connectionId", s.account, s.region, s.kind
     from inventory_scope s join unnest($1::uuid[], $2::timestamptz[]) c(id, cutoff) on c.id = s.connection_id
     where s.last_read_at < c.cutoff or (${isUnended} and not exists (select from resource r
       where r.connection_id = s.connection_id and r.account = s.account and r.scope_region = s.region
         and r.kind = s.kind and r.gone_at is null and r.changed_at >= c.cutoff))`,
    [connections.map(({ id }) => id), connections.map(({ expiryCutoff }) => expiryCutoff)],
  );
  return rows;
}

async function readMissed(pool: pg.Pool, connections: ConnectionState[]): Promise<Expiry['missed']> {
  const { rows } = await pool.query<{ connectionId: string; cutoff: Date }>(
    `select c.id as "connectionId", c.cutoff from unnest($1::uuid[], $2::timestamptz[]) c(id, cutoff)
     where exists (select from resource r where r.connection_id = c.id and r.gone_at is null
       and r.last_seen_at is not null and r.last_seen_at < c.cutoff)`,
    [connections.map(({ id }) => id), connections.map(({ expiryCutoff }) => expiryCutoff)],
  );
  return rows;
}
