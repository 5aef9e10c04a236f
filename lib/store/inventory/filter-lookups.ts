import type { Reach } from '@/lib/domain/access';
import type { CollectionState } from './collection-state';
import { unknownGpuModel } from './facet-cells';
import type { FilterKey } from './inventory-filter';
import type { SqlParameters } from './sql-parameters';
import { toStorableText } from './storable-text';

/** What a resource `r` is looked up by, as the index `resource_filters` of the migrations has it. */
const lookupKeys = `array['kind=' || r.kind, 'connection=' || r.connection_id::text, 'account=' || r.account,
  'region=' || r.region, 'status=' || r.status, 'site=' || r.site, 'team=' || coalesce(r.team, ''),
  'owner=' || coalesce(r.owner, ''), 'gpuModel=' || r.gpu_model,
  case when r.gpu_count is null then 'gpuModel=${unknownGpuModel}' when r.gpu_count = 0 then 'gpuModel=' end]`;

/** What one of a filter's values implies that the index answers; null when it cannot tell. */
export function toLookup(
  key: FilterKey,
  values: readonly string[],
  { connections, expiry }: CollectionState,
  parameters: SqlParameters,
): string | null {
  // What stands on reads too old is unknown whatever its row says.
  const isExpiring = Object.values(expiry).some((expired) => expired.length > 0);
  if (key === 'status' && isExpiring && values.includes('unknown')) return null;
  if (key === 'connection')
    return toCondition(
      toKeys(
        key,
        values.map((id) => id.toLowerCase()),
      ),
      parameters,
    );
  if (key !== 'provider') return toCondition(toKeys(key, values), parameters);
  const ids = connections.filter(({ provider }) => values.includes(provider)).map(({ id }) => id);
  return toCondition(toKeys('connection', ids), parameters);
}

/** What a reach implies that the index answers; null when everything is within it. */
export function toReachLookup(reach: Reach, parameters: SqlParameters): string | null {
  if (reach.everything) return null;
  return toCondition([...toKeys('site', reach.sites), ...toKeys('team', reach.teams)], parameters);
}

/** What standing at a site implies that the index answers. */
export function toSiteLookup(site: string, parameters: SqlParameters): string {
  return toCondition(toKeys('site', [site]), parameters);
}

function toCondition(keys: string[], parameters: SqlParameters): string {
  return `${lookupKeys} && ${parameters.add(keys, 'text[]')}`;
}

function toKeys(key: FilterKey, values: readonly string[]): string[] {
  return values.map((value) => `${key}=${toStorableText(value)}`);
}
