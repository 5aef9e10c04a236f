import type { DuckDBConnection } from '@duckdb/node-api';
import { splitByMove } from '@/lib/analytics/anomalies/price-or-quantity';
import { type Amount, formatAmount } from '@/lib/domain/cost/amount';
import { type CauseDimension, causeDimensions } from '@/lib/domain/cost/anomaly';
import type { AnomalyCause, CauseBreakdown, CauseChange, CauseStep } from '@/lib/domain/cost/anomaly-cause';
import { type Changes, type Narrowed, readChanges, readSkuUses } from '@/lib/store/cost-anomalies/read-changes';
import { stageCosts } from '@/lib/store/cost-anomalies/stage-costs';
import { readDeliveryFiles } from '@/lib/store/cost-rollups/delivery-files';
import { askCosts } from '../ask-costs';
import type { CostFilters } from '../to-question';
import type { ComparedDays } from './compare-days';
import type { SliceAsk } from './read-slices';
import type { SliceName } from './slice';

const shownValues = 20;
/** A value that explains so much of the change, in hundredths, is the cause. */
const enough = 80n;
/** In this order the cause is looked for, each within the one before. */
const pathOf: readonly CauseDimension[] = ['service', 'sku', 'account', 'region', 'resource'];

/** What made the costs of a slice differ from those of the days compared with, read from the rows. */
export async function findCause(
  { database, asOf, openLedger }: SliceAsk,
  slice: SliceName,
  compared: ComparedDays,
): Promise<AnomalyCause> {
  const asked = await askCosts(
    database,
    { filters: toSliceFilters(slice), metric: slice.metric, dimension: null, reach: { everything: true }, asOf },
    openLedger,
  );
  const deliveries = asked.question.deliveries.filter(({ basis }) => basis === slice.basis);
  const { root, engine } = await openLedger();
  const files = await readDeliveryFiles(
    database.pool,
    root,
    deliveries.map(({ id }) => id),
  );
  const isUsageAlone = slice.dimension !== 'charge-category';
  return engine.withConnection(async (connection) => {
    await stageCosts(connection, { ...asked.question, deliveries }, { ...compared, isUsageAlone }, files);
    return tellCause(connection, compared);
  });
}

/** What narrows costs to a slice, as the Cost page and its API name it. */
export function toSliceFilters({ provider, currency, dimension, value }: SliceName): CostFilters {
  return {
    provider: [provider],
    currency: [currency ?? ''],
    ...(dimension === 'provider' ? {} : { [dimension]: [value] }),
  };
}

async function tellCause(connection: DuckDBConnection, { days, comparedWith }: ComparedDays): Promise<AnomalyCause> {
  const dimensions: CauseBreakdown[] = [];
  let whole: Changes['whole'] | null = null;
  for (const dimension of causeDimensions) {
    const changes = await readChanges(connection, dimension, [], shownValues + 1);
    whole = changes.whole;
    dimensions.push({ dimension, ...toBreakdown(changes) });
  }
  if (whole === null) throw new RangeError('A cause is told by some dimension.');
  const moved = splitByMove(await readSkuUses(connection));
  return {
    days,
    comparedWith,
    whole: toChange(whole),
    path: await findPath(connection, whole.now - whole.before),
    dimensions,
    effects: {
      quantity: formatAmount(moved.quantity),
      price: formatAmount(moved.price),
      appeared: formatAmount(moved.appeared),
      gone: formatAmount(moved.gone),
      untold: formatAmount(moved.untold),
    },
    untoldRows: whole.untoldRows,
  };
}

/** The values that explain most of the change, each within the one before; a dimension it is spread over is passed. */
async function findPath(connection: DuckDBConnection, change: Amount): Promise<CauseStep[]> {
  const path: (CauseStep & Narrowed)[] = [];
  if (change === 0n) return path;
  for (const dimension of pathOf) {
    const [leader] = (await readChanges(connection, dimension, path, 1)).largest;
    if (leader === undefined) break;
    if (leader.value === null) continue;
    // Of the same sign as the whole, and four fifths of it or more.
    const part = leader.now - leader.before;
    const explains = change > 0n ? part * 100n >= change * enough : part * 100n <= change * enough;
    if (explains) path.push({ dimension, value: leader.value, isNew: leader.isNew, ...toChange(leader) });
  }
  return path;
}

/** The values that changed most; one that would be left alone stands for itself. */
function toBreakdown({ largest: read, values, whole }: Changes): Omit<CauseBreakdown, 'dimension'> {
  const largest = values > read.length ? read.slice(0, shownValues) : read;
  const before = largest.reduce((sum, one) => sum + one.before, 0n);
  const now = largest.reduce((sum, one) => sum + one.now, 0n);
  const others = values - largest.length;
  return {
    shown: largest.map(({ value, isNew, ...sums }) => ({ value, isNew, ...toChange(sums) })),
    others:
      others > 0 ? { values: others, ...toChange({ before: whole.before - before, now: whole.now - now }) } : null,
  };
}

function toChange({ before, now }: { before: Amount; now: Amount }): CauseChange {
  return { before: formatAmount(before), now: formatAmount(now), change: formatAmount(now - before) };
}
