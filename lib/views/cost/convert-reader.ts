import type { CostBasis } from '@/lib/domain/cost/billing-delivery';
import { convertAmount, convertParts } from '@/lib/domain/cost/convert';
import type { Conversion, ExchangeRate, RateBook } from '@/lib/domain/cost/exchange-rate';
import { addDays, type DayRange, daysBetween, type ToBucket } from '@/lib/store/cost-rollups/cost-question';
import { CostTally, type TallyKey, type TallySum } from '@/lib/store/cost-rollups/cost-tally';
import type { CostReader } from './cost-reader';

/** A sum of one day: what was billed, and what it is in the currency asked for. `converted` null: no rate tells it. */
export interface DaySum extends TallySum {
  basis: CostBasis;
  currency: string | null;
  label: string | null;
  day: string;
  converted: bigint | null;
}

/** A reader whose sums are in one currency wherever a rate tells them, and what it found out. */
export interface ConvertingReader extends CostReader {
  /** Over all values, day by day. */
  days(range: DayRange): Promise<readonly DaySum[]>;
  /** The rates that were used, each with the first and the last charge day it served for. */
  used(): { rate: ExchangeRate; from: string; to: string }[];
}

/**
 * Converts what a reader tells, each day by the rates of that charge day: the sum over all values once, and the values so
 * that they add up to it. What no rate tells stays in the currency it was billed in.
 */
export function convertReader(inner: CostReader, rates: RateBook, to: string): ConvertingReader {
  const used = new Map<ExchangeRate, { rate: ExchangeRate; from: string; to: string }>();
  const wholes = new Map<string, Promise<readonly DaySum[]>>();
  const parts = new Map<string, Promise<readonly DaySum[]>>();
  const find = (currency: string | null, day: string): Conversion | null => {
    const conversion = currency === null ? null : rates.find(currency, to, day);
    for (const rate of conversion?.rates ?? []) {
      const known = used.get(rate) ?? { rate, from: day, to: day };
      used.set(rate, { rate, from: earlier(known.from, day), to: later(known.to, day) });
    }
    return conversion;
  };
  const readWhole = async (range: DayRange) =>
    toDays(await inner.whole(range, (day) => daysBetween(range.from, day)), range).map((sum): DaySum => {
      const conversion = find(sum.currency, sum.day);
      return { ...sum, converted: conversion === null ? null : convertAmount(sum.amount, conversion) };
    });
  const readParts = async (range: DayRange) => {
    const sums = toDays(await inner.series(range, (day) => daysBetween(range.from, day), null), range);
    const groups = Map.groupBy(sums, ({ basis, currency, day }) => JSON.stringify([basis, currency, day]));
    return [...groups.values()].flatMap((group) => {
      const [first] = group;
      const conversion = first === undefined ? null : find(first.currency, first.day);
      // The order settles which of equal remainders is rounded up.
      const ordered = group.toSorted((one, other) => (name(one) < name(other) ? -1 : 1));
      const amounts = ordered.map(({ amount }) => amount);
      const converted = conversion === null ? null : convertParts(amounts, conversion);
      return ordered.map((sum, index): DaySum => ({ ...sum, converted: converted?.[index] ?? null }));
    });
  };
  const days = (range: DayRange) => once(wholes, range, readWhole);
  const valuesOf = (range: DayRange) => once(parts, range, readParts);
  return {
    days,
    used: () => [...used.values()],
    whole: async (range, toBucket) => toTally(await days(range), to, toBucket),
    values: async (range) => toTally(await valuesOf(range), to, () => 0),
    series: async (range, toBucket, labels) => {
      const all = await valuesOf(range);
      return toTally(labels === null ? all : all.filter(({ label }) => labels.has(label)), to, toBucket);
    },
  };
}

const name = ({ label }: DaySum | Omit<DaySum, 'converted'>) => (label === null ? '' : `=${label}`);

function toDays(tally: CostTally, { from }: DayRange): Omit<DaySum, 'converted'>[] {
  return tally.entries().map(([{ bucket, ...key }, sum]: [TallyKey, TallySum]) => ({
    ...key,
    ...sum,
    day: addDays(from, bucket),
  }));
}

function toTally(sums: readonly DaySum[], to: string, toBucket: ToBucket): CostTally {
  const tally = new CostTally();
  for (const { basis, currency, label, day, amount, rows, untold, converted } of sums) {
    const told = converted === null ? { currency, amount } : { currency: to, amount: converted };
    const slot = tally.slot({ basis, currency: told.currency, label, bucket: toBucket(day) });
    tally.add(slot, { amount: told.amount, rows, untold });
  }
  return tally;
}

function once<T>(known: Map<string, Promise<T>>, range: DayRange, read: (range: DayRange) => Promise<T>): Promise<T> {
  const key = `${range.from} ${range.to}`;
  const found = known.get(key) ?? read(range);
  known.set(key, found);
  return found;
}

/** The earlier of two days. */
export const earlier = (one: string, other: string) => (one < other ? one : other);
/** The later of two days. */
export const later = (one: string, other: string) => (one > other ? one : other);
