import type pg from 'pg';
import type { CostPool } from '@/lib/domain/cost/allocation-rules';
import { type CostDimension, costDimensions } from '@/lib/domain/cost/cost-dimension';
import { chooseCut } from '@/lib/store/cost-rollups/cost-cut';
import { type CostQuestion, dimensionsOf, type ToBucket } from '@/lib/store/cost-rollups/cost-question';
import type { CostTally, TallyKey, TallySum } from '@/lib/store/cost-rollups/cost-tally';
import type { KnownDelivery } from '@/lib/store/cost-rollups/known-deliveries';
import type { AllocatedSum } from '@/lib/store/cost-rollups/sum-allocated';
import { tallyRollups } from '@/lib/store/cost-rollups/tally-rollups';
import type { RuledAsk } from './ruled-ask';

/**
 * Whether roll-ups hold what is asked: pools that all select by one and the same dimension, which cannot be told apart from
 * GPUs at once, and no split by GPU-hours, which roll-ups do not have.
 */
export function canSumRollups({ rules: { pools }, gpuDays }: Pick<RuledAsk, 'rules' | 'gpuDays'>): boolean {
  if (pools.some(({ split }) => split.by === 'usage')) return false;
  if (pools.length === 0) return true;
  return gpuDays === null && findSharedDimension(pools) !== null;
}

/** The one dimension that every pool selects by, and no other; null: there is no such. */
function findSharedDimension(pools: readonly CostPool[]): CostDimension | null {
  const chosen = pools.map(({ selector }) => costDimensions.filter((dimension) => selector[dimension] !== undefined));
  const [only] = new Set(chosen.flat());
  return only !== undefined && chosen.every((dimensions) => dimensions.length === 1 && dimensions[0] === only)
    ? only
    : null;
}

type Filters = CostQuestion['filters'];
const withoutGpu: Filters = new Map([['gpu-model', new Set([null])]]);

/** Adds up from roll-ups what they were asked to hold. */
export async function sumRollups(
  pool: pg.Pool,
  { deliveries, metric, range, rules: { pools }, gpuDays }: RuledAsk & { deliveries: readonly KnownDelivery[] },
): Promise<AllocatedSum[]> {
  const tally = async (filters: Filters, toBucket: ToBucket | null = null): Promise<CostTally> => {
    const question: CostQuestion = { deliveries, metric, dimension: 'team', filters, reach: null };
    const cut = chooseCut(dimensionsOf(question));
    if (cut === null) throw new RangeError('No roll-up holds what the pools select.');
    return tallyRollups(pool, question, cut, range, { toBucket });
  };
  const sums = new Map<string, AllocatedSum>();
  addTally(sums, await tally(new Map()), null);
  if (gpuDays !== null) {
    const days = [...new Set([...gpuDays.values()].flatMap((own) => [...own]))];
    const places = new Map(days.map((day, place) => [day, place]));
    const toBucket = (day: string) => places.get(day) ?? days.length;
    const isAccounted = ({ label, bucket }: TallyKey) =>
      days.slice(bucket, bucket + 1).some((day) => gpuDays.get(label)?.has(day) === true);
    const addGpus = (found: CostTally, toPart: (amount: bigint) => bigint) => {
      for (const [key, { amount }] of found.entries()) {
        const sum = key.bucket < days.length ? sums.get(nameOf(key, null)) : undefined;
        if (sum === undefined) continue;
        sum.gpu += toPart(amount);
        if (isAccounted(key)) sum.accountedGpu += toPart(amount);
      }
    };
    // What is for GPUs is all but what is for none.
    addGpus(await tally(new Map(), toBucket), (amount) => amount);
    addGpus(await tally(withoutGpu, toBucket), (amount) => -amount);
  }
  const dimension = findSharedDimension(pools);
  const taken = new Set<string>();
  for (const [place, { selector }] of pools.entries()) {
    const values = dimension === null ? [] : (selector[dimension] ?? []).filter((value) => !taken.has(value));
    for (const value of values) taken.add(value);
    if (dimension === null || values.length === 0) continue;
    const filter = new Set(values.map((value) => (value === '' ? null : value)));
    const pooled = await tally(new Map([[dimension, filter]]));
    addTally(sums, pooled, place);
    for (const [key, sum] of pooled.entries()) takeOut(sums.get(nameOf(key, null)), sum);
  }
  return [...sums.values()].filter(({ rows }) => rows > 0);
}

function nameOf({ basis, currency, label }: Omit<TallyKey, 'bucket'>, pool: number | null): string {
  return JSON.stringify([basis, currency, label, pool]);
}

function addTally(sums: Map<string, AllocatedSum>, tally: CostTally, pool: number | null): void {
  for (const [key, { amount, rows, untold }] of tally.entries()) {
    const { basis, currency, label: team } = key;
    sums.set(nameOf(key, pool), {
      basis,
      currency,
      team,
      pool,
      amount,
      rows,
      untold,
      gpu: 0n,
      accountedGpu: 0n,
      gpuHours: 0n,
    });
  }
}

function takeOut(sum: AllocatedSum | undefined, { amount, rows, untold }: TallySum): void {
  if (sum === undefined) throw new RangeError('A pool takes what nobody has.');
  sum.amount -= amount;
  sum.rows -= rows;
  sum.untold -= untold;
}
