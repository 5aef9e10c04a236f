import type pg from 'pg';
import type { CollectionState } from './collection-state';
import { toConditions } from './filter-sql';
import type { InventoryFilter, InventoryQuestion } from './inventory-filter';
import { toPresence } from './presence';
import { readScopeCells } from './scope-cells';
import { SqlParameters } from './sql-parameters';
import { tallyCells } from './tally-cells';

/** Resources that match; a floor where counting on would take too long. */
export interface MatchCount {
  value: number;
  atLeast: boolean;
}

/** How many are counted one by one before the count is left a floor. */
export const countedAtMost = 10_000;

/** How many resources a question has for an answer. Exact, unless a search finds more than are worth counting. */
export async function countMatching(
  pool: pg.Pool,
  question: InventoryQuestion,
  state: CollectionState,
): Promise<MatchCount> {
  const { filter, reach } = question;
  if (isCountedByRow(filter)) return countRows(pool, question, state);
  const narrow = withConnections(filter, state);
  if (reach.everything && !needsCells(filter)) return { value: await sumPresent(pool, narrow), atLeast: false };
  const { total } = tallyCells(await readScopeCells(pool, state, narrow), filter, reach, providersOf(state));
  return { value: total, atLeast: false };
}

/** Whether the counts kept by scope do not answer: they know no text, and nothing of what is gone. */
export function isCountedByRow(filter: InventoryFilter): boolean {
  return Boolean(filter.q) || filter.presence === 'gone';
}

export function providersOf({ connections }: CollectionState): Map<string, string> {
  return new Map(connections.map(({ id, provider }) => [id, provider]));
}

function needsCells({ region, status, site, team, owner, gpuModel }: InventoryFilter): boolean {
  return [region, status, site, team, owner, gpuModel].some((values) => values !== undefined);
}

/** A provider is the connections through which it is read. */
function withConnections(filter: InventoryFilter, { connections }: CollectionState): InventoryFilter {
  if (filter.provider === undefined) return filter;
  const ids = connections.filter(({ provider }) => filter.provider?.includes(provider)).map(({ id }) => id);
  return { ...filter, connection: filter.connection?.filter((id) => ids.includes(id)) ?? ids };
}

async function sumPresent(pool: pg.Pool, { connection, account, kind }: InventoryFilter): Promise<number> {
  const parameters = new SqlParameters();
  const conditions = ['true'];
  if (connection) conditions.push(`connection_id = any(${parameters.add(connection, 'uuid[]')})`);
  if (account) conditions.push(`account = any(${parameters.add(account, 'text[]')})`);
  if (kind) conditions.push(`kind = any(${parameters.add(kind, 'text[]')})`);
  const { rows } = await pool.query<{ present: string }>(
    `select coalesce(sum(present), 0) as present from inventory_facet where ${conditions.join(' and ')}`,
    parameters.values,
  );
  return Number(rows[0]?.present);
}

async function countRows(pool: pg.Pool, question: InventoryQuestion, state: CollectionState): Promise<MatchCount> {
  const parameters = new SqlParameters();
  const conditions = [toPresence(question, parameters), ...toConditions(question, state, parameters)];
  const { rows } = await pool.query<{ found: string }>(
    `select count(*) as found from (select from resource r where ${conditions.join(' and ')} limit ${countedAtMost + 1}) m`,
    parameters.values,
  );
  const found = Number(rows[0]?.found);
  return { value: Math.min(found, countedAtMost), atLeast: found > countedAtMost };
}
