import { ofDayNumber, toDayNumber } from '@/lib/analytics/on-premises/calendar';
import { toCardHistories } from '@/lib/analytics/on-premises/card-of-node';
import { toClusterId, toPlaceName } from '@/lib/analytics/on-premises/distinct-nodes';
import { KnownMachines } from '@/lib/analytics/on-premises/known-machines';
import { OnPremisesPricing } from '@/lib/analytics/on-premises/node-day-costs';
import { type OnPremisesRow, toFocusRows, toUnpricedRow } from '@/lib/analytics/on-premises/to-focus-rows';
import type { Day, RateCard } from '@/lib/domain/cost/rate-card';
import type { NodeDay } from '@/lib/store/on-premises/node-days';

/** What is known of the machines of a site over some days. */
export interface SiteDays {
  site: string;
  /** Both included. */
  from: Day;
  to: Day;
  /** The cards of the site. */
  cards: readonly RateCard[];
  /** Each node that was listed before `from`, as it was listed last, in order of days. */
  earlier: readonly NodeDay[];
  /** By identifier the first day on which a node was listed at the site. */
  firstDays: ReadonlyMap<string, Day>;
  /** What was listed on the days, also at other sites of nodes that were ever listed at this one. */
  nodeDays: readonly NodeDay[];
  /** Days on which nobody could read whether a node was there, as it was listed before: it is priced as though it was. */
  assumed: readonly NodeDay[];
}

/**
 * The rows of a site's bill, day by day. On a day on which any card of the site holds every node listed there has rows, without
 * a cost where no card prices it; one that is not listed loses its value all the same.
 */
export function* toMonthRows({
  site,
  from,
  to,
  cards,
  earlier,
  firstDays,
  nodeDays,
  assumed,
}: SiteDays): Generator<OnPremisesRow> {
  const histories = toCardHistories(cards);
  const pricing = new OnPremisesPricing(histories);
  const machines = new KnownMachines<NodeDay>(site, firstDays);
  for (const [, listings] of Map.groupBy(earlier, ({ day }): Day => day)) machines.see(listings);
  const byDay = Map.groupBy(nodeDays, ({ day }): Day => day);
  const unread = Map.groupBy(assumed, ({ day }): Day => day);
  for (let number = toDayNumber(from); number <= toDayNumber(to); number += 1) {
    const day = ofDayNumber(number);
    const seen = byDay.get(day) ?? [];
    const { listed, absent } = machines.see([...seen, ...toUnseen(unread.get(day) ?? [], seen)]);
    const [card] = histories.flatMap((history) => history.inForceOn(day) ?? []);
    if (card === undefined) continue;
    const { costs, unpriced } = pricing.price(day, listed, absent);
    for (const cost of costs) yield* toFocusRows(day, cost);
    for (const node of unpriced) yield toUnpricedRow(day, node, card.currency);
  }
}

/** Less the machines that somebody else saw that day, or that stand elsewhere: another scheduler may know what one could not tell. */
function toUnseen(assumed: readonly NodeDay[], seen: readonly NodeDay[]): NodeDay[] {
  const nodes = new Set(seen.map(({ node }) => node));
  const byPlace = Map.groupBy(seen, toPlaceName);
  return assumed.filter((listing) => {
    const own = toClusterId(listing);
    const others = (byPlace.get(toPlaceName(listing)) ?? []).map(toClusterId);
    return !nodes.has(listing.node) && !others.some((id) => id === null || own === null || id === own);
  });
}
