import { requirePermission } from '@/lib/access/authorise';
import type { SiteCosts } from '@/lib/api/contracts/site-pages';
import { askCosts } from '@/lib/views/cost/ask-costs';
import { openCostLedger } from '@/lib/views/cost/cost-ledger';
import { toCostSources } from '@/lib/views/cost/cost-sources';
import { hasUnread, isCostFloor } from '@/lib/views/cost/read-cost';
import { toCostFigure } from '@/lib/views/cost/to-books';
import { findVisibleOrigins } from '@/lib/views/cost/visible-deliveries';
import type { ViewContext } from '@/lib/views/view-context';
import { toMonthToDate } from './month-to-date';

const metric = 'effective';

/** What each site cost in this month so far, as far as a person may see costs. One read for all sites. */
export async function readSiteCosts(
  { actor, database, now }: ViewContext,
  openLedger = openCostLedger,
): Promise<SiteCosts> {
  const reach = requirePermission(actor, 'cost:read');
  const { range } = toMonthToDate(now);
  const asked = await askCosts(database, { filters: {}, metric, dimension: 'site', reach, asOf: now }, openLedger);
  const tally = await asked.read(range, (reader) => reader.values(range));
  const visible = await findVisibleOrigins(
    database,
    { deliveries: asked.known, connections: asked.connections },
    reach,
    now,
  );
  const sources = toCostSources(visible.deliveries, visible.connections, { metric, range, asOf: now });
  const isFloor = isCostFloor(sources) || hasUnread(asked.question, range);
  const sites: SiteCosts['sites'] = {};
  for (const [{ basis, currency, label }, sum] of tally.entries()) {
    if (label === null) continue;
    const { amount, atLeast } = toCostFigure(sum, isFloor);
    const own = sites[label] ?? [];
    sites[label] = own;
    own.push({ basis, currency, amount, atLeast });
  }
  return { at: now.toISOString(), ...range, sources, sites };
}
