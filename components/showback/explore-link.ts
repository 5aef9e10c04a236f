import type { Showback } from '@/lib/api/contracts/showback';

/** Where Explore tells all costs of a team, of the same days and as known then; the empty text is what is nobody's. */
export function toExploreLink(
  { from, to, metric, asOf, at }: Pick<Showback, 'from' | 'to' | 'metric' | 'asOf' | 'at'>,
  team: string,
): string {
  const search = new URLSearchParams({ team, from, to, metric, by: team === '' ? 'service' : 'workload' });
  if (asOf !== at) search.set('asOf', asOf.slice(0, 10));
  return `/cost?${search}`;
}
