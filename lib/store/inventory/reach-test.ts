import type { Reach } from '@/lib/domain/access';
import type { Dictionaries } from './cell-store';

/** Whether cells of these site and team codes lie within a reach. */
export function toReachTest(
  { site, team }: Pick<Dictionaries, 'site' | 'team'>,
  reach: Reach,
): (site: number | undefined, team: number | undefined) => boolean {
  if (reach.everything) return () => true;
  const sites = site.test((value) => reach.sites.includes(value));
  const teams = team.test((value) => value !== '' && reach.teams.includes(value));
  return (siteCode, teamCode) => sites[siteCode ?? -1] === 1 || teams[teamCode ?? -1] === 1;
}
