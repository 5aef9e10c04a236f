import type { GpuBill } from '@/lib/analytics/gpu-use/split-bill';
import type { CostMetric } from '@/lib/domain/cost/billing-delivery';
import { type CostDimension, costDimensions } from '@/lib/domain/cost/cost-dimension';
import type { CostQuestion, DayRange } from '@/lib/store/cost-rollups/cost-question';
import type { Database } from '@/lib/store/database/database';
import { type AskedCosts, askCosts } from '../cost/ask-costs';
import { type CostReader, chooseCuts, readFromRollups } from '../cost/cost-reader';
import { toSteps } from '../cost/cost-steps';

/** Which places are asked for; the empty text stands for what has none. Absent: all. */
export interface PlaceFilter {
  provider?: readonly string[] | undefined;
  site?: readonly string[] | undefined;
  'gpu-model'?: readonly string[] | undefined;
}

/** What bills say of GPUs, and what they were read from. */
export interface GpuBills {
  bills: GpuBill[];
  /** Rows for GPUs that do not tell this cost. */
  untoldRows: number;
  asked: AskedCosts;
}

/**
 * The GPU part of all bills, by day, provider, site and GPU model: rows that are for a machine with accelerators, the whole
 * machine with all it has, and for accelerators alone.
 */
export async function readGpuBills(
  database: Database,
  range: DayRange,
  { metric, asOf, filter }: { metric: CostMetric; asOf: Date; filter: PlaceFilter },
): Promise<GpuBills> {
  const asked = await askCosts(database, {
    filters: filter,
    metric,
    dimension: 'gpu-model',
    reach: { everything: true },
    asOf,
  });
  const { steps, toBucket } = toSteps(range, 'day');
  const found: GpuBills = { bills: [], untoldRows: 0, asked };
  const ask = (dimension: CostDimension, values: Narrowing) => toNarrow(asked.question, dimension, values);
  for (const provider of await labelsOf(database, ask('provider', {}), range)) {
    const only = { provider: new Set([provider]) };
    const models = await labelsOf(database, ask('gpu-model', only), range);
    models.delete(null);
    if (models.size === 0) continue;
    const ofGpus = { ...only, 'gpu-model': models };
    for (const site of await labelsOf(database, ask('site', ofGpus), range)) {
      const reader = readerOf(database, ask('gpu-model', { ...ofGpus, site: new Set([site]) }));
      for (const [key, sum] of (await reader.series(range, toBucket, models)).entries()) {
        const day = steps[key.bucket]?.from;
        if (key.label === null || day === undefined) continue;
        found.untoldRows += sum.untold;
        if (sum.rows === sum.untold) continue;
        const { basis, currency, label: gpuModel } = key;
        found.bills.push({ day, provider, site, gpuModel, basis, currency, amount: sum.amount });
      }
    }
  }
  return found;
}

type Narrowing = Partial<Record<CostDimension, ReadonlySet<string | null>>>;

/** The same question of some values alone, split by another dimension. */
function toNarrow(question: CostQuestion, dimension: CostDimension, values: Narrowing): CostQuestion {
  const filters = new Map(question.filters);
  for (const name of costDimensions) {
    const some = values[name];
    if (some !== undefined) filters.set(name, some);
  }
  return { ...question, dimension, filters };
}

/** The values that a question has sums of. */
async function labelsOf(database: Database, question: CostQuestion, range: DayRange): Promise<Set<string | null>> {
  const sums = await readerOf(database, question).values(range);
  return new Set(sums.entries().map(([{ label }]) => label));
}

/** Any two of these are in a cut, since one is the site, and the provider stands beside. */
function readerOf({ pool }: Database, question: CostQuestion): CostReader {
  const cuts = chooseCuts(question);
  if (cuts === null) throw new RangeError('GPU costs are asked for by more than a cut holds.');
  return readFromRollups(pool, question, cuts);
}
