import { aligned } from './aligned';
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
  const { buffer, byteLength } = aligned(packed);
  const length = byteLength / bytesEach;
  if (!Number.isInteger(length)) throw new RangeError('Packed roll-ups have no whole number of entries.');
  return {
    min: new Float64Array(buffer, 0, length),
    max: new Float64Array(buffer, 8 * length, length),
    sum: new Float64Array(buffer, 16 * length, length),
    count: new Uint32Array(buffer, 24 * length, length),
    positions: new Uint16Array(buffer, 28 * length, length),
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
  #min: number[] = [];
  #max: number[] = [];
  #sum: number[] = [];
  #count: number[] = [];

  add(position: number, min: number, max: number, sum: number, count: number): void {
    const before = this.#count[position];
    if (before === undefined) {
      while (this.#count.length < position) this.#put(this.#count.length, Number.NaN, Number.NaN, Number.NaN, 0);
      this.#put(position, min, max, sum, count);
      return;
    }
    if (before === 0) {
      this.#put(position, min, max, sum, count);
      return;
    }
    this.#put(
      position,
      Math.min(min, Number(this.#min[position])),
      Math.max(max, Number(this.#max[position])),
      Number(this.#sum[position]) + sum,
      before + count,
    );
  }

  #put(position: number, min: number, max: number, sum: number, count: number): void {
    this.#min[position] = min;
    this.#max[position] = max;
    this.#sum[position] = sum;
    this.#count[position] = count;
  }

  toColumns(): RollupColumns {
    const positions = Uint16Array.from(this.#count.flatMap((count, position) => (count > 0 ? [position] : [])));
    return {
      positions,
      min: Float64Array.from(positions, (position) => Number(this.#min[position])),
      max: Float64Array.from(positions, (position) => Number(this.#max[position])),
      sum: Float64Array.from(positions, (position) => Number(this.#sum[position])),
      count: Uint32Array.from(positions, (position) => Number(this.#count[position])),
    };
  }
}
