import { isDeepStrictEqual } from 'node:util';
import type { AllocationRules } from '@/lib/domain/cost/allocation-rules';
import { withWrittenRules } from '@/lib/domain/cost/attribution-rules';
import type { DayRange } from '@/lib/store/cost-rollups/cost-question';
import { type DeliveryFile, readDeliveryFiles } from '@/lib/store/cost-rollups/delivery-files';
import type { KnownDelivery } from '@/lib/store/cost-rollups/known-deliveries';
import { type AllocatedSum, type AttributedFiles, sumAllocated } from '@/lib/store/cost-rollups/sum-allocated';
import type { Database } from '@/lib/store/database/database';
import type { openCostLedger } from '../cost-ledger';
import { tellsMetric } from '../cost-sources';
import type { RuledAsk } from './ruled-ask';
import { canSumRollups, sumRollups } from './sum-rollups';

/** Sums by team and pool, and which of the bills in them are added up by other rules. */
interface RuledCosts {
  sums: AllocatedSum[];
  readFrom: 'roll-ups' | 'rows';
  behind: readonly KnownDelivery[];
}

/** Adds costs up as rules attribute and pool them: from roll-ups where those hold it, else from the rows. */
export async function readRuledCosts(
  database: Pick<Database, 'pool'>,
  ask: RuledAsk,
  openLedger: typeof openCostLedger,
): Promise<RuledCosts> {
  const { known, metric, range, rules, gpuDays } = ask;
  const deliveries = known.filter(
    (delivery) =>
      delivery.counts && tellsMetric(delivery, metric) && delivery.rollup !== null && touches(delivery, range),
  );
  const behind = deliveries.filter((delivery) => !isAttributedBy(delivery, rules));
  if (behind.length === 0 && canSumRollups(ask))
    return { sums: await sumRollups(database.pool, { ...ask, deliveries }), readFrom: 'roll-ups', behind };
  if (deliveries.length === 0) return { sums: [], readFrom: 'rows', behind };
  const { root, engine } = await openLedger();
  const ids = deliveries.map(({ id }) => id);
  const files = groupFiles(deliveries, await readDeliveryFiles(database.pool, root, ids), rules);
  const selectors = rules.pools.map(({ selector }) => selector);
  const sums = await engine.withConnection((connection) =>
    sumAllocated(connection, files, { metric, range, pools: selectors, gpuDays }),
  );
  return { sums, readFrom: 'rows', behind };
}

/** Whether a delivery has rows within days. */
export function touches({ firstDay, lastDay }: KnownDelivery, { from, to }: DayRange): boolean {
  return firstDay !== null && lastDay !== null && firstDay <= to && from <= lastDay;
}

/** Whether a delivery is added up by these rules. */
export function isAttributedBy({ rollup }: KnownDelivery, { attribution }: AllocationRules): boolean {
  return (
    rollup !== null && isDeepStrictEqual(rollup.attribution.rules.slice(0, rollup.attribution.written), attribution)
  );
}

/** Files whose rows are read alike, by the written rules and those that came with each delivery. */
function groupFiles(
  deliveries: readonly KnownDelivery[],
  files: readonly DeliveryFile[],
  rules: AllocationRules,
): AttributedFiles[] {
  const groups = new Map<string, Omit<AttributedFiles, 'paths'> & { paths: string[] }>();
  for (const delivery of deliveries) {
    if (delivery.rollup === null) continue;
    const attribution = withWrittenRules(delivery.rollup.attribution, { number: null, rules: rules.attribution });
    const tagKeys = isAttributedBy(delivery, rules) ? delivery.rollup.tagKeys : null;
    const name = JSON.stringify([delivery.basis, attribution, tagKeys]);
    const group = groups.get(name) ?? { basis: delivery.basis, attribution, tagKeys, paths: [] };
    group.paths.push(...files.filter(({ deliveryId }) => deliveryId === delivery.id).map(({ path }) => path));
    groups.set(name, group);
  }
  return [...groups.values()].filter(({ paths }) => paths.length > 0);
}
