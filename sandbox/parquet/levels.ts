import { writeVarint } from './thrift';

/** Bits it takes to write numbers up to `largest`. */
export function bitsFor(largest: number): number {
  return largest === 0 ? 0 : 32 - Math.clz32(largest);
}

/**
 * Numbers in Parquet's hybrid of run lengths and bit packing: stretches of eight or more of one number as runs, the rest
 * packed in groups of eight.
 */
export function writeHybrid(values: ArrayLike<number>, bits: number): Buffer {
  const bytes: number[] = [];
  const valueBytes = Math.ceil(bits / 8);
  let packed: number[] = [];
  const flush = () => {
    if (packed.length === 0) return;
    writeVarint(bytes, Math.ceil(packed.length / 8) * 2 + 1);
    pack(bytes, packed, bits);
    packed = [];
  };
  let index = 0;
  while (index < values.length) {
    const value = values[index] ?? 0;
    let end = index + 1;
    while (end < values.length && values[end] === value) end++;
    // A packed group in the middle must hold eight numbers, so the run gives it what it lacks.
    while (packed.length % 8 !== 0 && index < end) {
      packed.push(value);
      index++;
    }
    const length = end - index;
    if (length >= 8) {
      flush();
      writeVarint(bytes, length * 2);
      for (let byte = 0; byte < valueBytes; byte++) bytes.push((value >>> (8 * byte)) & 0xff);
      index = end;
    } else {
      for (; index < end; index++) packed.push(value);
    }
  }
  flush();
  return Buffer.from(bytes);
}

function pack(bytes: number[], values: readonly number[], bits: number): void {
  let held = 0;
  let holds = 0;
  const padded = Math.ceil(values.length / 8) * 8;
  for (let index = 0; index < padded; index++) {
    held += (values[index] ?? 0) * 2 ** holds;
    holds += bits;
    while (holds >= 8) {
      bytes.push(held % 256);
      held = Math.floor(held / 256);
      holds -= 8;
    }
  }
}
