import type { Cost, CostSource } from '@/lib/api/contracts/cost';
import type { Reach } from '@/lib/domain/access';
import type { CostMetric } from '@/lib/domain/cost/billing-delivery';
import type { DayRange } from '@/lib/store/cost-rollups/cost-question';
import { type KnownDelivery, readKnownDeliveries } from '@/lib/store/cost-rollups/known-deliveries';
import { findUnsummed } from '@/lib/store/cost-sums/find-unsummed';
import type { Database } from '@/lib/store/database/database';
import { readCostConnections, tellsMetric, toCostSources } from './cost-sources';
import { toSteps } from './cost-steps';
import { findVisibleOrigins } from './visible-deliveries';

/** Which sums are asked for, by whom and as of when. */
export interface SumsAsk {
  range: DayRange;
  step: 'day' | 'week' | 'month';
  /** The cost whose sources are told. */
  metric: CostMetric;
  reach: Reach;
  asOf: Date;
  now: Date;
}

/** What answers it: the deliveries that count, where they come from, and what is missing. */
interface AskedSums {
  deliveries: KnownDelivery[];
  sources: CostSource[];
  steps: Cost['steps'];
  toBucket: (day: string) => number;
  /** Whether anything is missing from sums over the range. */
  isPartial: boolean;
  /** The same of another cost. */
  isPartialOf: (metric: CostMetric) => boolean;
}

/** Finds what tells sums beside the roll-ups over a range, as it was known at an instant. */
export async function askSums(database: Database, ask: SumsAsk): Promise<AskedSums> {
  const { range, metric, reach, asOf, now } = ask;
  const [known, connections] = await Promise.all([
    readKnownDeliveries(database.pool, asOf),
    readCostConnections(database, asOf),
  ]);
  const deliveries = known.filter((delivery) => delivery.counts);
  const touching = deliveries.filter(
    ({ firstDay, lastDay }) => firstDay !== null && lastDay !== null && firstDay <= range.to && range.from <= lastDay,
  );
  const [visible, unsummed] = await Promise.all([
    findVisibleOrigins(database, { deliveries: known, connections }, reach, now),
    findUnsummed(database.pool, touching),
  ]);
  const sources = toCostSources(visible.deliveries, visible.connections, { metric, range, asOf });
  const { steps, toBucket } = toSteps(range, ask.step);
  const isUnread = (of: CostMetric) =>
    touching.some((delivery) => tellsMetric(delivery, of) && (delivery.rollup === null || unsummed.has(delivery.id)));
  const isPartial = (of: CostMetric, from: readonly CostSource[]) =>
    from.length === 0 || from.some(({ missing }) => missing.length > 0) || isUnread(of);
  return {
    deliveries,
    sources,
    steps: steps.map((step) => ({
      ...step,
      unsettled: sources.some(({ unsettledFrom }) => unsettledFrom !== null && unsettledFrom <= step.to),
      missing: sources
        .filter(({ missing }) => missing.some(({ from, to }) => from <= step.to && step.from <= to))
        .map(({ title }) => title),
    })),
    toBucket,
    isPartial: isPartial(metric, sources),
    isPartialOf: (of) =>
      isPartial(of, toCostSources(visible.deliveries, visible.connections, { metric: of, range, asOf })),
  };
}
