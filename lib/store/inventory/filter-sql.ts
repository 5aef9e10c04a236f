import type { CollectionState, Expiry } from './collection-state';
import { unknownGpuModel } from './facet-cells';
import { toLookup, toReachLookup } from './filter-lookups';
import type { FilterKey, InventoryFilter, InventoryQuestion } from './inventory-filter';
import { toReachCondition } from './reach-sql';
import { foldForSearch, toIndexCondition } from './search-text';
import type { SqlParameters } from './sql-parameters';
import { toStorableText } from './storable-text';

/** How conditions are put: to be tried on rows that are looked at anyway, or so that indexes find the rows too. */
export type AskedBy = 'rows' | 'index';

/** The conditions a resource `r` meets to be listed, presence aside. An empty list is no restriction. */
export function toConditions(
  question: InventoryQuestion,
  state: CollectionState,
  parameters: SqlParameters,
  askedBy: AskedBy = 'rows',
): string[] {
  const { filter, reach } = question;
  const conditions = [toReachCondition(reach, parameters)];
  if (askedBy === 'index') conditions.push(toReachLookup(reach, parameters));
  for (const [key, toCondition] of Object.entries(conditionOf) as [FilterKey, ToCondition][]) {
    const values = filter[key];
    if (values === undefined) continue;
    const lookup = askedBy === 'index' ? toLookup(key, values, state, parameters) : null;
    conditions.push(lookup);
    // A lookup tells all, save of a status whether it is too old to be told.
    if (lookup === null || key === 'status')
      conditions.push(toCondition(values.map(toStorableText), parameters, state, filter));
  }
  if (filter.q) conditions.push(...toSearchConditions(foldForSearch(filter.q), parameters, askedBy));
  return conditions.filter((condition) => condition !== null);
}

type ToCondition = (
  values: readonly string[],
  parameters: SqlParameters,
  state: CollectionState,
  filter: InventoryFilter,
) => string;

const oneOf =
  (column: string): ToCondition =>
  (values, parameters) =>
    `${column} = any(${parameters.add(values, 'text[]')})`;

const oneOfOrNone =
  (column: string): ToCondition =>
  (values, parameters) => {
    const condition = `${column} = any(${parameters.add(values, 'text[]')})`;
    return values.includes('') ? `(${condition} or ${column} is null)` : condition;
  };

const conditionOf: Record<FilterKey, ToCondition> = {
  kind: oneOf('r.kind'),
  connection: (values, parameters) => `r.connection_id = any(${parameters.add(values, 'uuid[]')})`,
  provider: (values, parameters, { connections }) => {
    const ids = connections.filter(({ provider }) => values.includes(provider)).map(({ id }) => id);
    return `r.connection_id = any(${parameters.add(ids, 'uuid[]')})`;
  },
  account: oneOf('r.account'),
  region: oneOf('r.region'),
  site: oneOf('r.site'),
  team: oneOfOrNone('r.team'),
  owner: oneOfOrNone('r.owner'),
  gpuModel: (values, parameters) => {
    const conditions = [`r.gpu_model = any(${parameters.add(values, 'text[]')})`];
    if (values.includes('')) conditions.push('r.gpu_count = 0');
    if (values.includes(unknownGpuModel)) conditions.push('r.gpu_count is null');
    return `(${conditions.join(' or ')})`;
  },
  status: (values, parameters, { expiry }, filter) => {
    const told = `r.status = any(${parameters.add(values, 'text[]')})`;
    const expired = filter.presence === 'gone' ? null : toExpiredCondition(expiry, parameters);
    if (expired === null) return told;
    return values.includes('unknown') ? `(${told} or ${expired})` : `(${told} and not ${expired})`;
  },
};

/** Whether a present resource `r` stands on a read too old to be told; null when none does. */
export function toExpiredCondition(expiry: Expiry, parameters: SqlParameters): string | null {
  const conditions: string[] = [];
  if (expiry.connections.length > 0)
    conditions.push(`r.connection_id = any(${parameters.add(expiry.connections, 'uuid[]')})`);
  if (expiry.scopes.length > 0) {
    const lists = [
      parameters.add(
        expiry.scopes.map(({ connectionId }) => connectionId),
        'uuid[]',
      ),
      parameters.add(
        expiry.scopes.map(({ account }) => account),
        'text[]',
      ),
      parameters.add(
        expiry.scopes.map(({ region }) => region),
        'text[]',
      ),
      parameters.add(
        expiry.scopes.map(({ kind }) => kind),
        'text[]',
      ),
    ];
    conditions.push(
      `(r.connection_id, r.account, r.scope_region, r.kind) in (select * from unnest(${lists.join(', ')}))`,
    );
  }
  for (const { connectionId, cutoff } of expiry.missed)
    conditions.push(
      `coalesce(r.connection_id = ${parameters.add(connectionId, 'uuid')} and r.last_seen_at < ${parameters.add(cutoff, 'timestamptz')}, false)`,
    );
  return conditions.length === 0 ? null : `(${conditions.join(' or ')})`;
}

function toSearchConditions(folded: string, parameters: SqlParameters, askedBy: AskedBy): string[] {
  const exact = `strpos(r.search_text, ${parameters.add(folded, 'text')}) > 0`;
  if (askedBy === 'rows') return [exact];
  const { operator, patterns } = toIndexCondition(folded);
  const [only, ...more] = patterns;
  const looked = more.length === 0 ? parameters.add(only, 'text') : `any(${parameters.add(patterns, 'text[]')})`;
  return [`r.search_text ${operator} ${looked}`, exact];
}
