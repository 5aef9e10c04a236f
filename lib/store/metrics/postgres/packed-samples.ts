import { aligned } from './aligned';

/** Samples of the series of one block within one five-minute slot, by column; by position, then by time, each moment once. */
export interface SampleColumns {
  values: Float64Array;
  /** Milliseconds since the slot began. */
  offsets: Uint32Array;
  /** Of the series in its block. */
  positions: Uint16Array;
}

const bytesEach = 14;

export function packSamples({ values, offsets, positions }: SampleColumns): Buffer {
  return Buffer.concat([bytesOf(values), bytesOf(offsets), bytesOf(positions)]);
}

export function unpackSamples(packed: Buffer): SampleColumns {
  const { buffer, byteOffset: start, byteLength } = aligned(packed);
  const length = byteLength / bytesEach;
  if (!Number.isInteger(length)) throw new RangeError('Packed samples have no whole number of entries.');
  return {
    values: new Float64Array(buffer, start, length),
    offsets: new Uint32Array(buffer, start + 8 * length, length),
    positions: new Uint16Array(buffer, start + 12 * length, length),
  };
}

/** Collects samples in order. */
export class SampleList {
  readonly values: number[] = [];
  readonly offsets: number[] = [];
  readonly positions: number[] = [];

  add(position: number, offset: number, value: number): void {
    this.positions.push(position);
    this.offsets.push(offset);
    this.values.push(value);
  }

  toColumns(): SampleColumns {
    return {
      values: new Float64Array(this.values),
      offsets: new Uint32Array(this.offsets),
      positions: new Uint16Array(this.positions),
    };
  }
}

/** Both together, `later` standing where both have a moment. Null when it says nothing that `stored` does not. */
export function mergeSamples(stored: SampleColumns, later: SampleColumns): SampleColumns | null {
  const merged = new SampleList();
  let changed = false;
  let left = 0;
  let right = 0;
  while (left < stored.values.length || right < later.values.length) {
    const order = compare(stored, left, later, right);
    if (order < 0) {
      copy(stored, left++, merged);
      continue;
    }
    if (order > 0 || stored.values[left] !== later.values[right]) changed = true;
    if (order === 0) left += 1;
    copy(later, right++, merged);
  }
  return changed ? merged.toColumns() : null;
}

/** Below zero: the left one comes first. A side that has ended comes last. */
function compare(left: SampleColumns, leftIndex: number, right: SampleColumns, rightIndex: number): number {
  const [leftPosition, rightPosition] = [left.positions[leftIndex], right.positions[rightIndex]];
  if (leftPosition === undefined) return 1;
  if (rightPosition === undefined) return -1;
  if (leftPosition !== rightPosition) return leftPosition - rightPosition;
  return Number(left.offsets[leftIndex]) - Number(right.offsets[rightIndex]);
}

function copy({ positions, offsets, values }: SampleColumns, index: number, into: SampleList): void {
  const [position, offset, value] = [positions[index], offsets[index], values[index]];
  if (position === undefined || offset === undefined || value === undefined) throw new RangeError('No such sample.');
  into.add(position, offset, value);
}

function bytesOf({ buffer, byteOffset, byteLength }: SampleColumns[keyof SampleColumns]): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
