import type { CostMetric } from '@/lib/domain/cost/billing-delivery';
import type { CostTime } from '@/lib/store/cost-ledger/counted-files';
import { addDays, type DayRange } from '@/lib/store/cost-rollups/cost-question';
import { type KnownDelivery, readKnownDeliveries } from '@/lib/store/cost-rollups/known-deliveries';
import type { Database } from '@/lib/store/database/database';
import { toWholeMonths } from '@/lib/views/cost/billing-months';
import { readCostConnections, toCostSources } from '@/lib/views/cost/cost-sources';

/** Days (`2026-11-30`) that a source does not tell, so that sums over them are at least what they say. */
export interface IncompleteSource {
  title: string;
  from: string;
  to: string;
  why: string;
}

/** What of the time asked for is missing as of an instant. Without a beginning or an end it is all that bills tell of. */
export async function findIncomplete(
  database: Database,
  { metric, time, asOf }: { metric: CostMetric; time: CostTime; asOf: Date },
): Promise<IncompleteSource[]> {
  const [known, connections] = await Promise.all([
    readKnownDeliveries(database.pool, asOf),
    readCostConnections(database, asOf),
  ]);
  const range = toRange(time, known, asOf);
  const sources = toCostSources(known, connections, { metric, range, asOf, readFrom: 'rows' });
  return sources.flatMap(({ title, missing }) => missing.map((gap) => ({ title, ...gap })));
}

function toRange({ basis, from, to }: CostTime, known: readonly KnownDelivery[], asOf: Date): DayRange {
  const yesterday = addDays(asOf.toISOString().slice(0, 10), -1);
  const first = known.flatMap(({ firstDay }) => firstDay ?? []).toSorted()[0] ?? yesterday;
  if (basis === 'charge-day') return { from: from ?? first, to: to ?? yesterday };
  return toWholeMonths({ from: `${from ?? first.slice(0, 7)}-01`, to: to === undefined ? yesterday : `${to}-01` });
}
