import type { Conversion } from './metric-source';

/** The unit does not say what the numbers mean, so they mean nothing. */
export class UnitUnclear extends Error {}

/** What one of a told unit is in the canonical one of its kind. */
const shares = new Map<string, number>([
  ['1', 1],
  ['10^2.%', 1],
  ['%', 0.01],
]);
const factors = new Map<string, number>([
  ...shares,
  ['J', 1],
  ['mJ', 1e-3],
  ['kJ', 1e3],
  ['s', 1],
  ['ms', 1e-3],
  ['us', 1e-6],
  ['ns', 1e-9],
  ['By', 1],
  ['kBy', 1e3],
  ['KiBy', 2 ** 10],
  ['MiBy', 2 ** 20],
  ['GiBy', 2 ** 30],
  ['By/s', 1],
  ['KiBy/s', 2 ** 10],
  ['MiBy/s', 2 ** 20],
  ['Cel', 1],
]);
/** A remark, e.g. `{errors}`: a unit of one. */
const remark = /^\{[^{}]*\}$/;

/** By what a source's numbers are multiplied. `unit`: as the series tells it. Throws `UnitUnclear` where it must be known. */
export function toScale(conversion: Conversion, unit: string | null | undefined): number {
  if (conversion === 'percent') return 0.01;
  if (conversion === 'by-unit') return toFactor(shares, unit);
  if (conversion !== 'documented' && conversion !== 'growth') return 1;
  return !unit || remark.test(unit) ? 1 : toFactor(factors, unit);
}

function toFactor(known: ReadonlyMap<string, number>, unit: string | null | undefined): number {
  const factor = unit ? known.get(unit) : undefined;
  if (factor === undefined) throw new UnitUnclear(`The unit is ${unit || 'not told'}.`);
  return factor;
}
