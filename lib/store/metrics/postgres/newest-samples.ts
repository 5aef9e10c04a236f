import { aligned } from './aligned';
import { seriesPerBlock } from './blocks';

/** The newest sample of each series of a block, by position. A series without one has NaN for its time. */
export interface NewestColumns {
  /** Milliseconds since 1970. */
  at: Float64Array;
  value: Float64Array;
}

export function unpackNewest(packed: Buffer): NewestColumns {
  if (packed.length === 0)
    return {
      at: new Float64Array(seriesPerBlock).fill(Number.NaN),
      value: new Float64Array(seriesPerBlock).fill(Number.NaN),
    };
  const { buffer, byteOffset } = aligned(packed);
  return {
    at: new Float64Array(buffer, byteOffset, seriesPerBlock),
    value: new Float64Array(buffer, byteOffset + 8 * seriesPerBlock, seriesPerBlock),
  };
}

export function packNewest({ at, value }: NewestColumns): Buffer {
  return Buffer.concat([bytesOf(at), bytesOf(value)]);
}

/** Takes in a sample when it is the newest of its series or another value of that moment. Whether it did. */
export function takeNewest({ at, value }: NewestColumns, position: number, time: number, measured: number): boolean {
  const before = Number(at[position]);
  if (time < before || (time === before && value[position] === measured)) return false;
  at[position] = time;
  value[position] = measured;
  return true;
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
