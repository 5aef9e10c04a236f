import { type CostMetric, costMetrics } from '@/lib/domain/cost/billing-delivery';
import { amountBytes } from '@/lib/store/cost-rollups/amount-bytes';
import { pack, packSums, type RawSums } from '@/lib/store/cost-rollups/packed-cut';
import type { CodedTransfers } from './code-transfers';
import { packQuantity, quantityBytes, writeWays } from './packed-transfers';
import { RunningSum } from './running-sum';
import type { StoredTransferCut } from './stored-sums';
import { type ChargeCounts, type TallyCut, type TallyWay, tallyTransfers } from './transfer-tally';
import type { TransferRouter } from './transfer-ways';

const metricCount = costMetrics.length;
const wordsPerAmount = amountBytes / 4;
const wordsPerQuantity = quantityBytes / 4;

/** Every cut of charges for data: by day, and but for what a team and a site have in common over all days too. */
export function packTransferCuts(coded: CodedTransfers, toWays: TransferRouter): StoredTransferCut[] {
  const { cuts, counts } = tallyTransfers(coded, toWays);
  const packer = new CutPacker(coded, counts);
  return cuts.flatMap((cut) => packer.pack(cut));
}

/** Entries of a cut: what each way adds up to until the end of each of its days, so that any days are the difference of two. */
interface Entries {
  /** Of each way how many. */
  lengths: number[];
  /** As days since 1970. */
  days: Uint32Array;
  sums: RawSums & { untold: Uint32Array };
  quantities: Uint32Array;
  /** Twice a sum: rows that tell a quantity that counts, and rows that should and do not. */
  quantityRows: Uint32Array;
}

/** Adds up and packs cuts of the same charges. */
class CutPacker {
  readonly #coded: CodedTransfers;
  readonly #counts: ChargeCounts;
  readonly #quantities: Uint32Array;
  readonly #amounts = costMetrics.map(
    () => new RunningSum(wordsPerAmount, 'An amount of more than 128 bits cannot be kept.'),
  );
  readonly #quantity = new RunningSum(wordsPerQuantity, 'A quantity of more than 192 bits cannot be kept.');
  /** Rows, rows whose quantity is told, rows whose is not, and rows that do not tell each cost. */
  readonly #numbers = new Float64Array(3 + metricCount);

  constructor(coded: CodedTransfers, counts: ChargeCounts) {
    this.#coded = coded;
    this.#counts = counts;
    this.#quantities = toQuantities(coded);
  }

  pack({ cut, owner, ways }: TallyCut): StoredTransferCut[] {
    const byDay = this.#addUp(ways);
    const texts = pack(writeWays(ways.map(({ way }) => way)));
    const toStored = (isByDay: boolean, { lengths, days, sums, quantities, quantityRows }: Entries) => ({
      ...{ cut, owner: owner.kind, team: owner.team, site: owner.site, by_day: isByDay, ways: texts },
      days: pack(Uint32Array.from([...lengths, ...days])),
      ...packSums(sums),
      quantities: pack(quantities),
      quantity_rows: pack(quantityRows),
    });
    return [toStored(true, byDay), ...(owner.kind === 'both' ? [] : [toStored(false, toLast(byDay))])];
  }

  #addUp(ways: readonly TallyWay[]): Entries {
    const { day } = this.#coded;
    const endsDay = (sums: Uint32Array, place: number) =>
      place + 1 === sums.length || day[sums[place + 1] as number] !== day[sums[place] as number];
    const lengths = ways.map(({ sums }) => sums.reduce((count, _, place) => count + (endsDay(sums, place) ? 1 : 0), 0));
    const entries = makeEntries(lengths);
    let entry = 0;
    for (const { sums } of ways) {
      this.#clear();
      for (let place = 0; place < sums.length; place += 1) {
        const sum = sums[place] as number;
        this.#add(sum);
        if (!endsDay(sums, place)) continue;
        this.#write(entries, entry, day[sum] as number);
        entry += 1;
      }
    }
    return entries;
  }

  #clear(): void {
    for (const amount of this.#amounts) amount.clear();
    this.#quantity.clear();
    this.#numbers.fill(0);
  }

  #add(sum: number): void {
    const { amounts, untold, rows, charge, untoldQuantity } = this.#coded;
    const numbers = this.#numbers;
    const count = rows[sum] as number;
    numbers[0] = (numbers[0] as number) + count;
    for (let metric = 0; metric < metricCount; metric += 1) {
      this.#amounts[metric]?.add(amounts[metric] as Uint32Array, sum);
      numbers[3 + metric] = (numbers[3 + metric] as number) + (untold[metric]?.[sum] as number);
    }
    const counts = this.#counts[charge[sum] as number];
    if (counts === 'either') numbers[2] = (numbers[2] as number) + count;
    if (counts !== 'data') return;
    const missing = untoldQuantity[sum] as number;
    this.#quantity.add(this.#quantities, sum);
    numbers[1] = (numbers[1] as number) + count - missing;
    numbers[2] = (numbers[2] as number) + missing;
  }

  #write({ days, sums, quantities, quantityRows }: Entries, entry: number, day: number): void {
    const numbers = this.#numbers;
    days[entry] = day;
    sums.rows[entry] = numbers[0] as number;
    for (const [place, metric] of costMetrics.entries()) {
      this.#amounts[place]?.write(sums.amounts[metric], entry);
      sums.untold[entry * metricCount + place] = numbers[3 + place] as number;
    }
    this.#quantity.write(quantities, entry);
    quantityRows.set(numbers.subarray(1, 3), entry * 2);
  }
}

function makeEntries(lengths: number[]): Entries {
  const count = lengths.reduce((sum, length) => sum + length, 0);
  const amounts = costMetrics.map((metric) => [metric, new Uint32Array(count * wordsPerAmount)]);
  return {
    lengths,
    days: new Uint32Array(count),
    sums: {
      rows: new Uint32Array(count),
      amounts: Object.fromEntries(amounts) as Record<CostMetric, Uint32Array>,
      exponent: 0,
      untold: new Uint32Array(count * metricCount),
    },
    quantities: new Uint32Array(count * wordsPerQuantity),
    quantityRows: new Uint32Array(count * 2),
  };
}

/** Of each way its last entry, which is what all its days add up to. */
function toLast({ lengths, days, sums, quantities, quantityRows }: Entries): Entries {
  let before = 0;
  const lasts = lengths.map((length) => {
    before += length;
    return before - 1;
  });
  const pick = (numbers: Uint32Array, width: number) => {
    const picked = new Uint32Array(lasts.length * width);
    for (const [place, last] of lasts.entries())
      picked.set(numbers.subarray(last * width, (last + 1) * width), place * width);
    return picked;
  };
  const amounts = costMetrics.map((metric) => [metric, pick(sums.amounts[metric], wordsPerAmount)]);
  return {
    lengths: lengths.map(() => 1),
    days: pick(days, 1),
    sums: {
      rows: pick(sums.rows, 1),
      amounts: Object.fromEntries(amounts) as Record<CostMetric, Uint32Array>,
      exponent: 0,
      untold: pick(sums.untold, metricCount),
    },
    quantities: pick(quantities, wordsPerQuantity),
    quantityRows: pick(quantityRows, 2),
  };
}

/** The quantity of each sum in 10⁻²⁴, as it is packed. */
function toQuantities({ count, wholeQuantity, partQuantity }: CodedTransfers): Uint32Array {
  const quantities = new Uint32Array(count * wordsPerQuantity);
  const view = new DataView(quantities.buffer);
  for (let sum = 0; sum < count; sum += 1)
    packQuantity(toInteger(wholeQuantity, sum) * one + toInteger(partQuantity, sum), view, sum * quantityBytes);
  return quantities;
}

const one = 10n ** 24n;

function toInteger(words: Uint32Array, place: number): bigint {
  const { buffer, byteOffset } = words;
  const view = new DataView(buffer, byteOffset + place * amountBytes, amountBytes);
  return (view.getBigInt64(8, true) << 64n) | view.getBigUint64(0, true);
}
