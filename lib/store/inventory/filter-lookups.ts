import type { CollectionState } from './collection-state';
import { unknownGpuModel } from './facet-cells';
import { type FilterKey, filterKeys, type InventoryQuestion } from './inventory-filter';
import type { SqlParameters } from './sql-parameters';
import { toStorableText } from './storable-text';

/** What a resource `r` is looked up by, as the index `resource_filters` of the migrations has it. */
export const lookupKeys = `array['kind=' || r.kind, 'connection=' || r.connection_id::text, 'account=' || r.account,
  'region=' || r.region, 'status=' || r.status, 'site=' || r.site, 'team=' || coalesce(r.team, ''),
  'owner=' || coalesce(r.owner, ''), 'gpuModel=' || r.gpu_model,
  case when r.gpu_count is null then 'gpuModel=${unknownGpuModel}' when r.gpu_count = 0 then 'gpuModel=' end]`;

/** What follows from a question's filters and reach that one index answers for any combination of them. */
export function toLookups(
  { filter, reach }: InventoryQuestion,
  { connections, expiry }: CollectionState,
  parameters: SqlParameters,
): string[] {
  const toLookup = (keys: string[]) => `${lookupKeys} && ${parameters.add(keys, 'text[]')}`;
  const lookups = reach.everything ? [] : [toLookup([...toKeys('site', reach.sites), ...toKeys('team', reach.teams)])];
  // What reads have missed, or expired, is unknown whatever its row says.
  const isStatusTold = Object.values(expiry).every((expired) => expired.length === 0);
  for (const key of filterKeys) {
    const values = filter[key];
    if (values === undefined) continue;
    if (key === 'provider') {
      const ids = connections.filter(({ provider }) => values.includes(provider)).map(({ id }) => id);
      lookups.push(toLookup(toKeys('connection', ids)));
    } else if (key === 'connection') {
      lookups.push(
        toLookup(
          toKeys(
            'connection',
            values.map((id) => id.toLowerCase()),
          ),
        ),
      );
    } else if (key !== 'status' || isStatusTold || !values.includes('unknown')) {
      lookups.push(toLookup(toKeys(key, values)));
    }
  }
  return lookups;
}

function toKeys(key: FilterKey, values: readonly string[]): string[] {
  return values.map((value) => `${key}=${toStorableText(value)}`);
}
