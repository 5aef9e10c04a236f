import type pg from 'pg';
import type { CostBasis, CostMetric } from '@/lib/domain/cost/billing-delivery';
import { bytesOfUnit } from '@/lib/domain/cost/data-size';
import type { TransferCut, TransferSum, TransferWay } from '@/lib/domain/cost/transfer-sum';
import type { DayRange, ToBucket } from '@/lib/store/cost-rollups/cost-question';
import type { KnownDelivery } from '@/lib/store/cost-rollups/known-deliveries';
import { readVersions } from '@/lib/store/cost-rollups/stored-cuts';
import { readStoredTransfers, type StoredFigures, type StoredWays, type TransferReach } from './stored-transfers';

interface TransferQuestion {
  cut: TransferCut;
  metric: CostMetric;
  reach: TransferReach;
}

/**
 * What charges for data in a range add up to, way by way. The deliveries must all tell the cost. One that lies wholly in the
 * range is read from its sums over all days, another from the difference of two days.
 */
export async function readTransferSums(
  pool: pg.Pool,
  deliveries: readonly KnownDelivery[],
  range: DayRange,
  question: TransferQuestion,
): Promise<TransferSum[]> {
  const asked = findAsked(deliveries, range);
  const [whole, parts] = await Promise.all([
    readCut(
      pool,
      asked.filter(({ isWhole }) => isWhole),
      { ...question, byDay: false },
    ),
    readCut(
      pool,
      asked.filter(({ isWhole }) => !isWhole),
      { ...question, byDay: true },
    ),
  ]);
  const first = toDayNumber(range.from);
  const last = toDayNumber(range.to);
  const sums = new Map<string, { basis: CostBasis; way: TransferWay; figures: StoredFigures }>();
  for (const { basis, stored } of [...whole, ...parts])
    stored.ways.forEach(({ way, name: wayName }, place) => {
      const figures = between(stored, place, first, last);
      if (figures === null) return;
      const name = basis + wayName;
      const sum = sums.get(name);
      if (sum === undefined) sums.set(name, { basis, way, figures: combine(nothing, figures, stored.sign) });
      else sum.figures = combine(sum.figures, figures, stored.sign);
    });
  return [...sums.values()].map(toSum);
}

/** What charges of a book cost by kind and stretch of time; null: no row of the stretch tells it. */
export interface TransferSeries extends Pick<TransferSum, 'basis' | 'currency' | 'category' | 'kind'> {
  amounts: (bigint | null)[];
}

/** The same charges by kind and stretch of time. */
export async function readTransferSeries(
  pool: pg.Pool,
  deliveries: readonly KnownDelivery[],
  range: DayRange,
  { metric, reach, steps, toBucket }: Omit<TransferQuestion, 'cut'> & { steps: number; toBucket: ToBucket },
): Promise<TransferSeries[]> {
  const read = await readCut(pool, findAsked(deliveries, range), { cut: 'kind', metric, reach, byDay: true });
  const first = toDayNumber(range.from);
  const last = toDayNumber(range.to);
  const bucketOf = new Map<number, number>();
  const series = new Map<string, Omit<TransferSeries, 'amounts'> & { sums: { told: number; amount: bigint }[] }>();
  for (const { basis, stored } of read)
    stored.ways.forEach(({ way: { currency, category, kind } }, place) => {
      const name = JSON.stringify([basis, currency, category, kind]);
      const sums = Array.from({ length: steps }, () => ({ told: 0, amount: zero }));
      const one = series.get(name) ?? { basis, currency, category, kind, sums };
      series.set(name, one);
      let before = nothing;
      for (let entry = startOf(stored, place); entry < startOf(stored, place + 1); entry += 1) {
        const until = stored.figuresAt(entry);
        const { amount, rows, untold } = combine(until, before, -1);
        before = until;
        const day = stored.dayAt(entry);
        if (day < first || day > last) continue;
        const bucket = bucketOf.get(day) ?? toBucket(toDay(day));
        bucketOf.set(day, bucket);
        const sum = one.sums[bucket];
        if (sum === undefined) throw new RangeError('A day lies in no step.');
        sum.told += stored.sign * (rows - untold);
        sum.amount += stored.sign === 1 ? amount : -amount;
      }
    });
  return [...series.values()].map(({ sums, ...one }) => ({
    ...one,
    amounts: sums.map(({ told, amount }) => (told === 0 ? null : amount)),
  }));
}

interface AskedDelivery {
  id: string;
  basis: CostBasis;
  isWhole: boolean;
}

/** Those that have a day in the range, and whether all their days are. */
function findAsked(deliveries: readonly KnownDelivery[], { from, to }: DayRange): AskedDelivery[] {
  return deliveries.flatMap(({ id, basis, firstDay, lastDay, rollup }) =>
    rollup === null || firstDay === null || lastDay === null || firstDay > to || lastDay < from
      ? []
      : [{ id, basis, isWhole: from <= firstDay && lastDay <= to }],
  );
}

async function readCut(
  pool: pg.Pool,
  asked: readonly AskedDelivery[],
  question: TransferQuestion & { byDay: boolean },
): Promise<{ basis: CostBasis; stored: StoredWays }[]> {
  if (asked.length === 0) return [];
  const versions = await readVersions(
    pool,
    asked.map(({ id }) => id),
  );
  const found = await readStoredTransfers(pool, versions, question);
  return asked.flatMap(({ id, basis }) => (found.get(id) ?? []).map((stored) => ({ basis, stored })));
}

const zero = 0n;
const nothing: StoredFigures = { rows: 0, amount: zero, untold: 0, quantity: zero, toldQuantity: 0, untoldQuantity: 0 };

const startOf = ({ starts }: StoredWays, place: number) => starts[place] as number;

/** What a way's entries of these days add up to; null: it has none. */
function between(stored: StoredWays, place: number, first: number, last: number): StoredFigures | null {
  const start = startOf(stored, place);
  const until = findEnd(stored, place, last);
  const before = findEnd(stored, place, first - 1);
  if (until === before) return null;
  const figures = stored.figuresAt(until - 1);
  return before === start ? figures : combine(figures, stored.figuresAt(before - 1), -1);
}

/** The first entry of a way that is of a later day, or where its entries end. */
function findEnd(stored: StoredWays, place: number, day: number): number {
  let low = startOf(stored, place);
  let high = startOf(stored, place + 1);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (stored.dayAt(middle) <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}

function combine(one: StoredFigures, other: StoredFigures, sign: 1 | -1): StoredFigures {
  const add = (left: bigint, right: bigint) => (sign === 1 ? left + right : left - right);
  return {
    rows: one.rows + sign * other.rows,
    amount: add(one.amount, other.amount),
    untold: one.untold + sign * other.untold,
    quantity: add(one.quantity, other.quantity),
    toldQuantity: one.toldQuantity + sign * other.toldQuantity,
    untoldQuantity: one.untoldQuantity + sign * other.untoldQuantity,
  };
}

function toSum({ basis, way, figures }: { basis: CostBasis; way: TransferWay; figures: StoredFigures }): TransferSum {
  const { rows, amount, untold, toldQuantity, untoldQuantity } = figures;
  const quantity = toldQuantity === 0 ? null : figures.quantity;
  const size = bytesOfUnit(way.unit, way.provider);
  return {
    ...way,
    basis,
    rows,
    amount: untold === rows ? null : amount,
    untold,
    quantity,
    bytes: quantity === null || size === null ? null : quantity * size,
    untoldQuantity,
  };
}

const dayMs = 86_400_000;
const toDayNumber = (day: string) => Date.parse(day) / dayMs;
const toDay = (day: number) => new Date(day * dayMs).toISOString().slice(0, 10);
