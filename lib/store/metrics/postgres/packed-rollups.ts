import { aligned } from './aligned';
import { seriesPerBlock } from './blocks';
import type { SampleColumns } from './packed-samples';

/** What the series of one block measured within one stretch of time, by column; by position, each once. */
export interface RollupColumns {
  min: Float64Array;
  max: Float64Array;
  sum: Float64Array;
  /** At least 1. */
  count: Uint32Array;
  positions: Uint16Array;
}

const bytesEach = 30;

export function packRollups({ min, max, sum, count, positions }: RollupColumns): Buffer {
  const columns = [min, max, sum, count, positions];
  return Buffer.concat(
    columns.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength)),
  );
}

export function unpackRollups(packed: Buffer): RollupColumns {
  const { buffer, byteOffset: start, byteLength } = aligned(packed);
  const length = byteLength / bytesEach;
  if (!Number.isInteger(length)) throw new RangeError('Packed roll-ups have no whole number of entries.');
  return {
    min: new Float64Array(buffer, start, length),
    max: new Float64Array(buffer, start + 8 * length, length),
    sum: new Float64Array(buffer, start + 16 * length, length),
    count: new Uint32Array(buffer, start + 24 * length, length),
    positions: new Uint16Array(buffer, start + 28 * length, length),
  };
}

/** SQL: the part of packed roll-ups that `unpackSums` reads. */
export const sumsOf = (column: string) => `substring(${column} FROM 16 * (octet_length(${column}) / ${bytesEach}) + 1)`;
const bytesOfSumEach = 14;

/** The part of packed roll-ups from their sums on. */
export function unpackSums(packed: Buffer): Pick<RollupColumns, 'sum' | 'count' | 'positions'> {
  const { buffer, byteOffset: start, byteLength } = aligned(packed);
  const length = byteLength / bytesOfSumEach;
  if (!Number.isInteger(length)) throw new RangeError('Packed sums have no whole number of entries.');
  return {
    sum: new Float64Array(buffer, start, length),
    count: new Uint32Array(buffer, start + 8 * length, length),
    positions: new Uint16Array(buffer, start + 12 * length, length),
  };
}

/** Rolls the samples of a slot up, each series by itself. */
export function rollUp({ values, positions }: SampleColumns): RollupColumns {
  const rolling = new RollingUp();
  for (let index = 0; index < values.length; index += 1) {
    const [value, position] = [values[index], positions[index]];
    if (value === undefined || position === undefined) throw new RangeError('No such sample.');
    rolling.add(position, value, value, value, 1);
  }
  return rolling.toColumns();
}

/** Rolls the roll-ups of a stretch's parts up, in order of time. */
export function combineRollups(parts: readonly RollupColumns[]): RollupColumns {
  const rolling = new RollingUp();
  for (const { min, max, sum, count, positions } of parts)
    for (let index = 0; index < positions.length; index += 1)
      rolling.add(
        Number(positions[index]),
        Number(min[index]),
        Number(max[index]),
        Number(sum[index]),
        Number(count[index]),
      );
  return rolling.toColumns();
}

/** Minimum, maximum, sum and count by position. Sums add in the order they come, so that the same parts give the same bits. */
class RollingUp {
  readonly #min = new Float64Array(seriesPerBlock);
  readonly #max = new Float64Array(seriesPerBlock);
  readonly #sum = new Float64Array(seriesPerBlock);
  readonly #count = new Uint32Array(seriesPerBlock);

  add(position: number, min: number, max: number, sum: number, count: number): void {
    const before = this.#count[position];
    if (before === undefined) throw new RangeError(`A block has no place ${position}.`);
    const isFirst = before === 0;
    this.#min[position] = isFirst ? min : Math.min(min, Number(this.#min[position]));
    this.#max[position] = isFirst ? max : Math.max(max, Number(this.#max[position]));
    this.#sum[position] = isFirst ? sum : Number(this.#sum[position]) + sum;
    this.#count[position] = before + count;
  }

  toColumns(): RollupColumns {
    const found: number[] = [];
    for (let position = 0; position < seriesPerBlock; position += 1)
      if (this.#count[position] !== 0) found.push(position);
    if (found.length === seriesPerBlock)
      return {
        positions: new Uint16Array(found),
        min: this.#min,
        max: this.#max,
        sum: this.#sum,
        count: this.#count,
      };
    return {
      positions: new Uint16Array(found),
      min: new Float64Array(found.map((position) => Number(this.#min[position]))),
      max: new Float64Array(found.map((position) => Number(this.#max[position]))),
      sum: new Float64Array(found.map((position) => Number(this.#sum[position]))),
      count: new Uint32Array(found.map((position) => Number(this.#count[position]))),
    };
  }
}
