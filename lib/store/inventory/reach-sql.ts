import type { Reach } from '@/lib/domain/access';
import type { SqlParameters } from './sql-parameters';

/** The condition that a resource `r` lies within a reach; null when everything does. */
export function toReachCondition(reach: Reach, parameters: SqlParameters): string | null {
  if (reach.everything) return null;
  return `(r.site = any(${parameters.add(reach.sites, 'text[]')}) or r.team = any(${parameters.add(reach.teams, 'text[]')}))`;
}
