import { type Team, teams } from '../../tags';
import { type ClusterContext, clusterDraws } from './context';

/** Labels as people leave them: most say who owns a thing, a few say nothing, some in another spelling. */
export function ownershipLabels(context: ClusterContext, key: string, team: Team): Record<string, string> {
  const draws = clusterDraws(context, 'labels', key);
  if (draws.chance(0.06)) return {};
  const labels: Record<string, string> = {};
  const spelling = draws.chance(0.05) ? (word: string) => word.charAt(0).toUpperCase() + word.slice(1) : String;
  if (!draws.chance(0.05)) labels[spelling('team')] = team;
  if (!draws.chance(0.1)) labels[spelling('owner')] = draws.pick(teams[team]);
  if (draws.chance(0.6)) labels.environment = draws.pick(['production', 'production', 'staging', 'development']);
  if (draws.chance(0.3)) labels['cost-center'] = `cc-${draws.integer(1000, 1040)}`;
  return labels;
}
