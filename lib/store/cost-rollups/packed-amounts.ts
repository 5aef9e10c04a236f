import { zstdDecompressSync } from 'node:zlib';
import { amountBytes } from './amount-bytes';
import { compress, leastCompressed } from './packing';

/**
 * Amounts as they are read: whole numbers of 10^(exponent − 24), in planes of 32 bits each, the least significant first, in
 * two's complement.
 */
export interface PlanedAmounts {
  words: Uint32Array;
  count: number;
  planes: number;
  exponent: number;
}

const wordsPerAmount = amountBytes / 4;
const word = 2 ** 32;
const mostExponent = 24;
/** 5⁹ times a word stays exact in a double. */
const mostFives = 9;
/** What the first byte says; 0 and 1: amounts of 128 bits one after another, plain or compressed. */
const plainPlanes = 2;
const compressedPlanes = 3;
const headerBytes = 3;

/**
 * Packs amounts of 10^(exponent − 24), 128 bits each, the least significant word first. Bills tell few digits, so that amounts
 * end in zeros: those that all of them have are left off, and what is left lies plane by plane, for the upper ones are nearly
 * empty.
 */
export function packAmounts(amounts: Uint32Array, exponent = 0): Buffer {
  const small = toSmall(amounts);
  const { planes, zeros } = small === null ? planeLarge(amounts, exponent) : planeSmall(small, exponent);
  const count = amounts.length / wordsPerAmount;
  const head = [exponent + zeros, planes.length / Math.max(count, 1)];
  const bytes = new Uint8Array(planes.buffer, planes.byteOffset, planes.byteLength);
  if (bytes.byteLength < leastCompressed) return Buffer.concat([Buffer.of(plainPlanes, ...head), bytes]);
  return Buffer.concat([Buffer.of(compressedPlanes, ...head), compress(bytes)]);
}

/** What `packAmounts` packed, and what was packed before amounts were shortened. */
export function unpackAmounts(packed: Uint8Array): PlanedAmounts {
  const [form, exponent = 0, planes = 0] = packed;
  if (form === 0 || form === 1)
    return toPlanes(form === 0 ? packed.subarray(1) : zstdDecompressSync(packed.subarray(1)));
  if (form !== plainPlanes && form !== compressedPlanes)
    throw new TypeError('Amounts are packed in a way that is not known.');
  const body = packed.subarray(headerBytes);
  const words = toWords(form === plainPlanes ? body : zstdDecompressSync(body));
  return { words, count: words.length / planes, planes, exponent };
}

/** One of them, in 10⁻²⁴. */
export function amountAt({ words, count, planes, exponent }: PlanedAmounts, place: number): bigint {
  let amount = BigInt((words[(planes - 1) * count + place] as number) | 0);
  for (let plane = planes - 2; plane >= 0; plane -= 1)
    amount = (amount << 32n) | BigInt(words[plane * count + place] as number);
  return exponent === 0 ? amount : amount * 10n ** BigInt(exponent);
}

/** Bytes that they take in memory. */
export function sizeOfAmounts({ words }: PlanedAmounts): number {
  return words.byteLength;
}

function toPlanes(bytes: Uint8Array): PlanedAmounts {
  const apart = toWords(bytes);
  const count = apart.length / wordsPerAmount;
  const words = Uint32Array.from(
    apart,
    (_, place) => apart[(place % count) * wordsPerAmount + Math.floor(place / count)] as number,
  );
  return { words, count, planes: wordsPerAmount, exponent: 0 };
}

function toWords(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

/** Amounts as doubles; null where one is too large to be told exactly. */
function toSmall(words: Uint32Array): Float64Array | null {
  const small = new Float64Array(words.length / wordsPerAmount);
  for (let index = 0; index < small.length; index += 1) {
    const at = index * wordsPerAmount;
    const high = (words[at + 1] as number) | 0;
    const sign = high < 0 ? word - 1 : 0;
    if (high < -(2 ** 21) || high >= 2 ** 21 || words[at + 2] !== sign || words[at + 3] !== sign) return null;
    small[index] = high * word + (words[at] as number);
  }
  return small;
}

/** Small amounts without the zeros that all end in, in planes; and how many zeros. */
function planeSmall(amounts: Float64Array, exponent: number): { planes: Uint32Array; zeros: number } {
  let zeros = mostExponent - exponent;
  let power = 10 ** zeros;
  let [least, greatest] = [0, 0];
  for (const amount of amounts) {
    // A whole number over a power of ten is exact where it leaves no remainder.
    while (zeros > 0 && Math.round(amount / power) * power !== amount) {
      zeros -= 1;
      power = 10 ** zeros;
    }
    if (amount < least) least = amount;
    if (amount > greatest) greatest = amount;
  }
  const isOnePlane = least / power >= -(2 ** 31) && greatest / power < 2 ** 31;
  const planes = new Uint32Array(amounts.length * (isOnePlane ? 1 : 2));
  for (const [index, amount] of amounts.entries()) {
    const left = amount / power;
    planes[index] = left;
    if (!isOnePlane) planes[amounts.length + index] = Math.floor(left / word);
  }
  return { planes, zeros };
}

/** The same of amounts of any size. */
function planeLarge(amounts: Uint32Array, exponent: number): { planes: Uint32Array; zeros: number } {
  const words = amounts.slice();
  const zeros = shorten(words, mostExponent - exponent);
  const count = words.length / wordsPerAmount;
  const planeCount = countPlanes(words);
  const planes = new Uint32Array(count * planeCount);
  for (let index = 0; index < count; index += 1)
    for (let plane = 0; plane < planeCount; plane += 1)
      planes[plane * count + index] = words[index * wordsPerAmount + plane] as number;
  return { planes, zeros };
}

/** Divides all amounts by the greatest power of ten, at most 10^`most`, that leaves no remainder of any; answers its exponent. */
function shorten(words: Uint32Array, most: number): number {
  let exponent = Math.min(most, countZeroBits(words));
  while (exponent > 0) {
    const divided = divideAll(words, exponent);
    if (typeof divided !== 'number') {
      words.set(divided);
      return exponent;
    }
    exponent = Math.min(exponent - 1, countZeroDigits(words, divided));
  }
  return 0;
}

/** How many bits at the end are zero in every amount, of the first 32: as many times ten may divide them, and no more. */
function countZeroBits(words: Uint32Array): number {
  let any = 0;
  for (let at = 0; at < words.length; at += wordsPerAmount) any |= words[at] as number;
  return any === 0 ? 32 : 31 - Math.clz32(any & -any);
}

/** The amounts over a power of ten; where one leaves a remainder, the place of its first word. */
function divideAll(words: Uint32Array, exponent: number): Uint32Array | number {
  const divided = words.slice();
  const divisors: number[] = [];
  for (let fives = exponent; fives > 0; fives -= mostFives) divisors.push(5 ** Math.min(fives, mostFives));
  for (let at = 0; at < divided.length; at += wordsPerAmount) {
    const isNegative = (divided[at + 3] as number) >= 2 ** 31;
    if (isNegative) negate(divided, at);
    // The bits were seen to be zero, so that only the fives can leave a remainder.
    for (let place = at; place < at + wordsPerAmount; place += 1) {
      const above = place + 1 < at + wordsPerAmount ? (divided[place + 1] as number) : 0;
      divided[place] = ((divided[place] as number) >>> exponent) | (above << (32 - exponent));
    }
    for (const divisor of divisors) {
      let rest = 0;
      for (let place = at + wordsPerAmount - 1; place >= at; place -= 1) {
        const whole = rest * word + (divided[place] as number);
        const quotient = Math.floor(whole / divisor);
        divided[place] = quotient;
        rest = whole - quotient * divisor;
      }
      if (rest !== 0) return at;
    }
    if (isNegative) negate(divided, at);
  }
  return divided;
}

/** Turns the sign of one amount round. */
function negate(words: Uint32Array, at: number): void {
  let carry = 1;
  for (let place = at; place < at + wordsPerAmount; place += 1) {
    const turned = (~(words[place] as number) >>> 0) + carry;
    words[place] = turned;
    carry = turned >= word ? 1 : 0;
  }
}

function countZeroDigits(words: Uint32Array, at: number): number {
  let amount = 0n;
  for (let place = at + wordsPerAmount - 1; place >= at; place -= 1)
    amount = (amount << 32n) | BigInt(words[place] as number);
  const text = BigInt.asIntN(amountBytes * 8, amount).toString();
  return text.length - text.replace(/0+$/, '').length;
}

/** The planes that are needed so that the uppermost one still tells the sign of every amount. */
function countPlanes(words: Uint32Array): number {
  let planes = 1;
  for (let at = 0; at < words.length; at += wordsPerAmount)
    while (planes < wordsPerAmount && !fits(words, at, planes)) planes += 1;
  return planes;
}

function fits(words: Uint32Array, at: number, planes: number): boolean {
  const sign = (words[at + planes - 1] as number) >= 2 ** 31 ? word - 1 : 0;
  for (let place = at + planes; place < at + wordsPerAmount; place += 1) if (words[place] !== sign) return false;
  return true;
}
