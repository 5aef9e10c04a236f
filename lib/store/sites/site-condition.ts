import type { Reach } from '@/lib/domain/access';
import { toSiteLookup } from '../inventory/filter-lookups';
import { toReachCondition } from '../inventory/reach-sql';
import type { SqlParameters } from '../inventory/sql-parameters';

/** The condition that a resource `r`, present or gone, stands at a site and lies within a reach. */
export function toSiteCondition(site: string, reach: Reach, parameters: SqlParameters): string {
  const within = toReachCondition(reach, parameters);
  return [toSiteLookup(site, parameters), ...(within === null ? [] : [within])].join(' and ');
}
