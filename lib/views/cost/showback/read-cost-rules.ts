import { requireEverywhere } from '@/lib/access/authorise';
import type { CostRules, CostRulesQuery, CostRuleVersionDto } from '@/lib/api/contracts/cost-rules';
import { type CostRuleVersion, noAllocationRules } from '@/lib/domain/cost/allocation-rules';
import { readKnownDeliveries } from '@/lib/store/cost-rollups/known-deliveries';
import { readNewestRules, readRuleVersions } from '@/lib/store/cost-rules/rule-versions';
import type { ViewContext } from '@/lib/views/view-context';
import { isAttributedBy } from './read-ruled-costs';

/** Versions of the rules, the newest first, and how far bills are added up by the newest. */
export async function readCostRules(
  { actor, database, now }: ViewContext,
  { below, limit }: CostRulesQuery,
): Promise<CostRules> {
  requireEverywhere(actor, 'cost:read');
  const [found, newest, known] = await Promise.all([
    readRuleVersions(database.pool, { below: below ?? null, limit: limit + 1 }),
    readNewestRules(database.pool),
    readKnownDeliveries(database.pool, now),
  ]);
  const items = found.slice(0, limit);
  const older = found[limit];
  const rules = newest?.rules ?? noAllocationRules;
  const counting = known.filter(({ counts, rollup }) => counts && rollup !== null);
  return {
    items: items.map(toVersion),
    before: older?.rules ?? noAllocationRules,
    nextBelow: older === undefined ? null : (items.at(-1)?.number ?? null),
    deliveries: {
      counting: counting.length,
      behind: counting.filter((delivery) => !isAttributedBy(delivery, rules)).length,
    },
  };
}

/** A version as the API tells it. */
export function toVersion({ createdAt, ...version }: CostRuleVersion): CostRuleVersionDto {
  return { ...version, createdAt: createdAt.toISOString() };
}
