import type pg from 'pg';
import { requirePermission } from '@/lib/access/authorise';
import type { Reach } from '@/lib/domain/access';
import type { Gap } from '@/lib/domain/provider-fault';
import type { CollectionRun } from '@/lib/store/runs/collection-run';
import type { ViewContext } from '@/lib/views/view-context';

/** What of a connection a person may know. */
export interface ConnectionSight {
  /** The accounts where something of theirs stands. Null: all, and what the connection does as a whole. */
  accounts: ReadonlySet<string> | null;
  /** Resources present that they may see. */
  resources: number;
}

/**
 * What a person may know of each connection, by its id. Whose reach is bounded knows of those through which something
 * within it is read and still there; no entry: nothing at all. Whose is not has no entry for one without resources.
 */
export interface VisibleConnections {
  isBounded: boolean;
  sights: Map<string, ConnectionSight>;
}

export async function readVisibleConnections({ actor, database }: ViewContext): Promise<VisibleConnections> {
  const reach = requirePermission(actor, 'connections:read');
  return reach.everything ? countAll(database.pool) : countWithin(database.pool, reach);
}

/** What the person may know of one connection; null when they may not know that it exists. */
export function sightOf({ isBounded, sights }: VisibleConnections, connectionId: string): ConnectionSight | null {
  return sights.get(connectionId) ?? (isBounded ? null : { accounts: null, resources: 0 });
}

/** The gaps within the person's sight: those of their accounts, and those of no account in particular. */
export function keepVisibleGaps<G extends Pick<Gap, 'account'>>(gaps: G[], { accounts }: ConnectionSight): G[] {
  if (accounts === null) return gaps;
  return gaps.filter(({ account }) => account === undefined || accounts.has(account));
}

/** A run as it concerns the person. Gaps beyond their sight are none to them, and what it counted covers more than that. */
export function toVisibleRun(run: CollectionRun, sight: ConnectionSight): CollectionRun {
  if (sight.accounts === null) return run;
  const gaps = keepVisibleGaps(run.gaps, sight);
  const outcome = run.outcome === 'partial' && gaps.length === 0 ? 'complete' : run.outcome;
  return { ...run, outcome, gaps, counts: null, measured: null, delivered: null };
}

async function countAll(pool: pg.Pool): Promise<VisibleConnections> {
  const { rows } = await pool.query<{ connection_id: string; present: string }>(
    'SELECT connection_id, sum(present) AS present FROM inventory_facet GROUP BY connection_id',
  );
  const sights = rows.map((row) => [row.connection_id, { accounts: null, resources: Number(row.present) }] as const);
  return { isBounded: false, sights: new Map(sights) };
}

async function countWithin(pool: pg.Pool, reach: Exclude<Reach, { everything: true }>): Promise<VisibleConnections> {
  const { rows } = await pool.query<{ connection_id: string; accounts: string[]; present: string }>(
    `SELECT connection_id, array_agg(DISTINCT account) AS accounts, count(*) AS present FROM resource
     WHERE gone_at IS NULL AND (site = ANY ($1) OR team = ANY ($2)) GROUP BY connection_id`,
    [reach.sites, reach.teams],
  );
  const sights = rows.map(
    (row) => [row.connection_id, { accounts: new Set(row.accounts), resources: Number(row.present) }] as const,
  );
  return { isBounded: true, sights: new Map(sights) };
}
