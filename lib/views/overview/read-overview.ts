import { reachOf, requirePermission } from '@/lib/access/authorise';
import type { AuditEntry } from '@/lib/api/contracts/activity';
import type { Overview } from '@/lib/api/contracts/overview';
import { readCollectionState } from '@/lib/store/inventory/collection-state';
import { providersOf } from '@/lib/store/inventory/count-matching';
import { readHeldScopes } from '@/lib/store/inventory/held-scopes';
import { readScopeCells } from '@/lib/store/inventory/scope-cells';
import { readLatestRuns } from '@/lib/store/runs/read-runs';
import { readActivity } from '@/lib/views/activity/read-activity';
import { isFloor, readVisibleSources } from '@/lib/views/sources/visible-sources';
import type { ViewContext } from '@/lib/views/view-context';
import { readAnomalyItems } from './anomaly-items';
import { readBudgetItems } from './budget-items';
import { readLinkItems } from './link-items';
import { sumInventory } from './sum-inventory';
import { toAttention } from './to-attention';
import { toSites } from './to-sites';

const activityShown = 8;

/**
 * What is broken or unknown now, what there is, and where that comes from, within the person's reach. Expired facts
 * leave the totals; a total that misses a source or an expired fact is a floor, and without any source it claims nothing.
 */
export async function readOverview(context: ViewContext): Promise<Overview> {
  const { actor, database, now } = context;
  const { pool } = database;
  const reach = requirePermission(actor, 'inventory:read');
  const state = await readCollectionState(pool, now);
  const [everySource, cells, held, titles, recentActivity, budgetItems, anomalyItems, linkItems] = await Promise.all([
    readVisibleSources(pool, state, reach, now),
    readScopeCells(pool, state),
    readHeldScopes(pool, reach),
    readTitles(context),
    readRecentActivity(context),
    readBudgetItems(context),
    readAnomalyItems(context),
    readLinkItems(context, state, readTitles(context)),
  ]);
  // What is counted here is inventory: metrics that are late leave nothing out of it.
  const sources = everySource.filter(({ capability }) => capability === 'inventory');
  const shown = sources.map(({ connectionId }) => connectionId);
  const runs = await readLatestRuns(pool, shown, 'inventory');
  const sum = sumInventory(cells, reach, providersOf(state));
  const isOpen = isFloor(sources) || sum.expired.total() > 0;
  const acceleratorsOpen = isOpen || sum.acceleratorsUnknownOn > 0;
  return {
    attention: toAttention(
      {
        sources,
        connections: state.connections,
        runs,
        held,
        sum,
        titles,
        ownItems: [...budgetItems, ...anomalyItems, ...linkItems],
      },
      now,
    ),
    sources,
    totals: {
      resources: { value: sum.resources, atLeast: isOpen },
      accelerators: { value: sum.accelerators, atLeast: acceleratorsOpen },
      acceleratorsUnknownOn: sum.acceleratorsUnknownOn,
      accounts: { value: sum.accounts.keys().length, atLeast: isOpen },
      regions: { value: sum.regions.size, atLeast: isOpen },
    },
    byKind: sum.byKind.entries().map(([kind, value]) => ({ kind, count: { value, atLeast: isOpen } })),
    byGpuModel: sum.byGpuModel
      .entries()
      .map(([model, value]) => ({ model, count: { value, atLeast: acceleratorsOpen } })),
    bySite: toSites(sum, sources, titles),
    recentActivity,
  };
}

/** Titles of the sites that somebody described, by name. */
async function readTitles({ database }: ViewContext): Promise<Map<string, string>> {
  const sites = await database.prisma.site.findMany({ select: { name: true, title: true } });
  return new Map(sites.map(({ name, title }) => [name, title]));
}

/** The newest of the audit record; null when the person may not read it. */
async function readRecentActivity(context: ViewContext): Promise<AuditEntry[] | null> {
  if (reachOf(context.actor, 'activity:read')?.everything !== true) return null;
  return (await readActivity(context, { limit: activityShown })).items;
}
