import type { LinkMetric } from './link-metrics';

const byteRates: Record<string, number> = {
  UNIT_BYTES_PER_SECOND: 1,
  UNIT_KBYTES_PER_SECOND: 1e3,
  UNIT_MBYTES_PER_SECOND: 1e6,
  UNIT_BITS_PER_SECOND: 1 / 8,
  UNIT_KBITS_PER_SECOND: 125,
  UNIT_MBITS_PER_SECOND: 125_000,
};
/** Amounts over one step. */
const byteAmounts: Record<string, number> = {
  UNIT_BYTES: 1,
  UNIT_KBYTES: 1e3,
  UNIT_MBYTES: 1e6,
  UNIT_GBYTES: 1e9,
  UNIT_TBYTES: 1e12,
  UNIT_KIBIBYTES: 2 ** 10,
  UNIT_MIBIBYTES: 2 ** 20,
  UNIT_GIBIBYTES: 2 ** 30,
  UNIT_TEBIBYTES: 2 ** 40,
};
const units: Record<LinkMetric['measures'], { plain: Record<string, number>; perStep: Record<string, number> }> = {
  bytes: { plain: byteRates, perStep: byteAmounts },
  packets: { plain: { UNIT_PACKETS_PER_SECOND: 1 }, perStep: { UNIT_PACKETS: 1 } },
  share: { plain: { UNIT_PERCENTAGE: 0.01 }, perStep: {} },
  time: { plain: { UNIT_SECONDS: 1, UNIT_MILLISECONDS: 0.001 }, perStep: {} },
  state: { plain: { UNIT_COUNT: 1 }, perStep: {} },
};

/**
 * By what a value in F5's unit is multiplied to be in ours; null when the unit does not say, so that the numbers mean
 * nothing. The unit decides: one API measures throughput in bits, another in bytes.
 */
export function toFactor(measures: LinkMetric['measures'], unit: string, stepSeconds: number | null): number | null {
  const { plain, perStep } = units[measures];
  const factor = Object.hasOwn(plain, unit) ? plain[unit] : undefined;
  if (factor !== undefined) return factor;
  const amount = Object.hasOwn(perStep, unit) ? perStep[unit] : undefined;
  return amount === undefined || stepSeconds === null ? null : amount / stepSeconds;
}

const secondsByLetter: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** A step such as `60s` or `5m` in seconds; null when it is none. */
export function toStepSeconds(step: string | null): number | null {
  const [, count, letter] = /^(\d+)([smhd])$/.exec(step ?? '') ?? [];
  const seconds = letter === undefined ? Number.NaN : Number(count) * (secondsByLetter[letter] ?? Number.NaN);
  return seconds > 0 ? seconds : null;
}
