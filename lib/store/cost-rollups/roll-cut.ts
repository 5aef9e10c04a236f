import { arrangeRows, type RowSegment, sortByCode } from './arrange-rows';
import type { CodedRows, Numbers } from './coded-rows';
import type { CutDimension, CutWithin } from './cost-cut';
import type { EncodedRows } from './encode-rows';
import { keysPerStretch, type PackedCut, type PackedDays, pack, packSums, type RawSums } from './packed-cut';
import { firstSums, makeSums, SlotSums } from './slot-sums';

type EncodedValues = Pick<EncodedRows, 'values'>;

/** What rows add up to by cuts that are within the same. The rows are put in order for it once. */
export class CutRoller {
  readonly #encoded: EncodedValues;
  readonly #within: CutWithin | null;
  readonly #rows: CodedRows;
  readonly #segments: RowSegment[];
  readonly #slots: SlotSums;
  /** Used again for each stretch, so that little memory is asked for. */
  #entries: RawSums;

  constructor(encoded: EncodedValues, rows: CodedRows, within: CutWithin | null) {
    const arranged = arrangeRows(rows, encoded, within);
    this.#encoded = encoded;
    this.#within = within;
    this.#rows = arranged.rows;
    this.#segments = arranged.segments;
    this.#slots = new SlotSums(arranged.rows);
    this.#entries = makeSums(0, rows);
  }

  /** By one of these cuts, by provider, currency and what it is within. */
  roll(dimension: CutDimension): PackedCut[] {
    return this.#segments.map((segment) => this.#rollSegment(dimension, segment));
  }

  #rollSegment(dimension: CutDimension, { provider, currency, within, start, end }: RowSegment): PackedCut {
    const { values } = this.#encoded;
    const codes = this.#rows.codes[dimension];
    const keys = findKeys(codes, start, end, values[dimension].length + 1);
    const places = new Uint32Array(values[dimension].length + 1);
    keys.forEach((key, place) => {
      places[key] = place;
    });
    const firstSlots = places.map((place) => (place % keysPerStretch) * this.#rows.dayValues.length);
    const sums = makeSums(keys.length, this.#rows);
    const days: PackedDays[] = [];
    const stretches = keys.length <= keysPerStretch ? null : toStretches(codes, start, end, places, keys.length);
    for (let firstKey = 0; firstKey < keys.length; firstKey += keysPerStretch) {
      const count = Math.min(keysPerStretch, keys.length - firstKey);
      this.#slots.clear(count * (this.#rows.dayValues.length + 1));
      if (stretches === null) this.#slots.add(null, start, end, codes, firstSlots);
      else {
        const stretch = firstKey / keysPerStretch;
        const before = stretch === 0 ? 0 : (stretches.ends[stretch - 1] as number);
        this.#slots.add(stretches.order, before, stretches.ends[stretch] as number, codes, firstSlots);
      }
      days.push(this.#packDays(firstKey, count, sums));
    }
    const toValue = (of: 'provider' | 'currency' | CutWithin, code: number) => values[of][code - 1] ?? null;
    return {
      dimension,
      within: this.#within,
      withinValue: this.#within === null || within === null ? null : toValue(this.#within, within),
      provider: toValue('provider', provider),
      currency: toValue('currency', currency),
      keys: pack(keys),
      sums: packSums(sums),
      days,
    };
  }

  /** A stretch of keys by day, from their slots; what each key adds up to is written to `totals`. */
  #packDays(firstKey: number, keyCount: number, totals: RawSums): PackedDays {
    const { dayValues } = this.#rows;
    const dayCount = dayValues.length;
    const slots = this.#slots;
    let count = 0;
    for (let slot = 0; slot < keyCount * dayCount; slot += 1) if (slots.has(slot)) count += 1;
    if (count > this.#entries.rows.length) this.#entries = makeSums(count * 2, this.#rows);
    const sums = firstSums(this.#entries, count);
    const days = new Uint16Array(keyCount + count);
    let entry = 0;
    for (let key = 0; key < keyCount; key += 1) {
      const first = entry;
      // The slots behind those of days are for what the days of each key add up to.
      const total = keyCount * dayCount + key;
      for (let day = 0; day < dayCount; day += 1) {
        const slot = key * dayCount + day;
        if (!slots.has(slot)) continue;
        slots.move(slot, sums, entry, total);
        days[keyCount + entry] = dayValues[day] as number;
        entry += 1;
      }
      days[key] = entry - first;
      slots.write(total, totals, firstKey + key);
    }
    return { firstKey, days: pack(days), ...packSums(sums) };
  }
}

/** The codes that rows have, in order. */
function findKeys(codes: Numbers, start: number, end: number, codeCount: number): Uint32Array {
  const isThere = new Uint8Array(codeCount);
  for (let row = start; row < end; row += 1) isThere[codes[row] as number] = 1;
  const keys: number[] = [];
  isThere.forEach((there, code) => {
    if (there === 1) keys.push(code);
  });
  return Uint32Array.from(keys);
}

/** The numbers of rows in order of the stretch of keys they are of, and where each stretch ends. */
function toStretches(codes: Numbers, start: number, end: number, places: Uint32Array, keyCount: number) {
  const stretchOf = places.map((place) => Math.floor(place / keysPerStretch));
  const stretches = new Uint32Array(end - start);
  for (let row = start; row < end; row += 1) stretches[row - start] = stretchOf[codes[row] as number] as number;
  return sortByCode(stretches, Math.ceil(keyCount / keysPerStretch), start);
}
