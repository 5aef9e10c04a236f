import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAmount } from '@/lib/domain/cost/amount';
import { daily, monthly } from './cost-point';
import { detectAnomalies } from './detect-anomalies';
import { toEstimate, toNumber } from './statistics';
import { dayAt, drawNormal, newRandom, toPoints } from './test-costs';

const minimum = toEstimate(10);
const detect = (values: readonly (number | null)[]) => detectAnomalies(toPoints(values), daily, minimum);

/** Eight weeks around 100 a day with some noise, and what is put in from a place on. */
function around100(seed: number, days: number, put: Record<number, number | null> = {}): (number | null)[] {
  const random = newRandom(seed);
  return Array.from({ length: days }, (_, index) => {
    const usual = 100 + 3 * drawNormal(random);
    const given = put[index];
    return given === undefined ? usual : given;
  });
}

/** A week's costs, one week after the other. */
const repeat = (week: readonly number[], days: number): number[] =>
  Array.from({ length: Math.ceil(days / week.length) }, () => week)
    .flat()
    .slice(0, days);

describe('what is out of the usual', () => {
  it('is a day that costs much more, with what was expected and what it cost beyond that', () => {
    const { anomalies } = detect(around100(1, 70, { 60: 190 }));
    expect(anomalies).toHaveLength(1);
    const [spike] = anomalies;
    if (spike === undefined) throw new Error('Nothing was found.');
    expect(spike).toMatchObject({ kind: 'spike', first: 60, last: 60, steps: [60], actual: toEstimate(190) });
    expect(toNumber(spike.impact)).toBeGreaterThan(80);
    expect(toNumber(spike.impact)).toBeLessThan(100);
    expect(spike.actual).toBe(spike.impact + spike.expected.middle);
  });

  it('is a day that costs much less, unless more of it may come', () => {
    const points = toPoints(around100(2, 70, { 60: 20 }));
    expect(detectAnomalies(points, daily, minimum).anomalies).toMatchObject([{ kind: 'drop', first: 60, last: 60 }]);
    const open = points.map((point, index) => ({ ...point, isSettled: index < 60 }));
    expect(detectAnomalies(open, daily, minimum).anomalies).toEqual([]);
    const excess = toPoints(around100(2, 70, { 60: 220 })).map((point, index) => ({ ...point, isSettled: index < 60 }));
    expect(detectAnomalies(excess, daily, minimum).anomalies).toMatchObject([{ kind: 'spike', first: 60 }]);
  });

  it('is never a day that is not known', () => {
    expect(detect(around100(3, 70, { 60: null, 61: null })).anomalies).toEqual([]);
    expect(detect(around100(3, 70, { 60: 0, 61: 0 })).anomalies).toMatchObject([{ kind: 'drop', first: 60, last: 61 }]);
  });

  it('is told once of a level that moved, and then of what is out of the new one', () => {
    const values = around100(4, 120).map((value, index) => (index < 60 || value === null ? value : value + 80));
    values[110] = 300;
    const { anomalies } = detect(values);
    expect(anomalies).toMatchObject([
      { kind: 'shift', first: 60, last: 66 },
      { kind: 'spike', first: 110, last: 110 },
    ]);
  });

  it('is told once of a level that doubled, with its quiet weekends', () => {
    const week = [100, 100, 100, 100, 100, 40, 40];
    const values = repeat(week, 140).map((value, index) => value * (index < 77 ? 1 : 2));
    expect(detect(values).anomalies).toMatchObject([{ kind: 'shift', first: 77, last: 83 }]);
  });

  it('is what costs something where all before is known to be nought', () => {
    const values = Array.from({ length: 80 }, (_, index) => (index < 60 ? 0 : 50));
    expect(detect(values).anomalies).toMatchObject([{ kind: 'new', first: 60, last: 66, score: 100 }]);
    const unknown = values.map((value, index) => (index < 60 ? null : value));
    expect(detect(unknown).anomalies).toEqual([]);
  });

  it('is not the quiet weekend, nor a run at each end of a month the third time', () => {
    const week = [100, 102, 99, 101, 100, 30, 28];
    const usual = repeat(week, 170);
    const ends = [dayAt, (index: number) => dayAt(index + 1)];
    const isLast = (index: number) => ends[0]?.(index).slice(0, 7) !== ends[1]?.(index).slice(0, 7);
    const values = usual.map((value, index) => (isLast(index) ? value + 400 : value));
    const { anomalies } = detect(values);
    // In January there is no month before, and little history; February and March teach it.
    expect(anomalies.map(({ first }) => dayAt(first).slice(0, 7))).toEqual(['2026-01', '2026-02']);
  });

  it('is a month’s credit that is not like those before', () => {
    const month = (index: number) => new Date(Date.UTC(2026, index, 1)).toISOString().slice(0, 10);
    const points = [-100, -105, -98, -102, -500].map((value, index) => ({
      from: month(index),
      to: month(index),
      amount: toEstimate(value),
      isSettled: true,
    }));
    expect(detectAnomalies(points, monthly, minimum).anomalies).toMatchObject([
      { kind: 'drop', first: 4, actual: toEstimate(-500) },
    ]);
  });
});

const anyCosts = fc
  .record({
    seed: fc.integer(),
    level: fc.integer({ min: 50, max: 5_000 }),
    spread: fc.integer({ min: 1, max: 15 }),
    spikes: fc.array(fc.tuple(fc.integer({ min: 25, max: 89 }), fc.integer({ min: 0, max: 400 })), { maxLength: 3 }),
    unknown: fc.array(fc.integer({ min: 0, max: 89 }), { maxLength: 5 }),
  })
  .map(({ seed, level, spread, spikes, unknown }) => {
    const random = newRandom(seed);
    const values: (number | null)[] = Array.from(
      { length: 90 },
      () => level * Math.max(0, 1 + (spread / 100) * drawNormal(random)),
    );
    for (const [day, percent] of spikes) values[day] = (level * percent) / 100;
    for (const day of unknown) values[day] = null;
    return values;
  });
const places = (values: readonly (number | null)[], least = minimum) =>
  detectAnomalies(toPoints(values), daily, least).anomalies;

describe('whatever the costs', () => {
  it('the same costs are judged the same, and a day is judged by those before it alone', () => {
    fc.assert(
      fc.property(anyCosts, fc.integer({ min: 30, max: 89 }), (values, end) => {
        expect(detect(values)).toEqual(detect(values));
        expect(detect(values).expectations.slice(0, end)).toEqual(detect(values.slice(0, end)).expectations);
      }),
      { numRuns: 15 },
    );
  });

  it('another scale of money scales the impact and not the score', () => {
    fc.assert(
      fc.property(anyCosts, fc.constantFrom(2, 8, 1_024), (values, factor) => {
        const plain = places(values);
        const scaled = places(
          values.map((value) => (value === null ? null : value * factor)),
          minimum * BigInt(factor),
        );
        expect(scaled.map(({ kind, first, last }) => ({ kind, first, last }))).toEqual(
          plain.map(({ kind, first, last }) => ({ kind, first, last })),
        );
        for (const [index, { impact, score }] of plain.entries()) {
          const grown = scaled[index];
          if (grown === undefined) throw new Error('One is missing at the other scale.');
          expect(grown.score).toBeCloseTo(score, 3);
          expect(toNumber(grown.impact) / factor).toBeCloseTo(toNumber(impact), 3);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('a constant weekly pattern on top raises no anomaly', () => {
    const anyWeek = fc.array(fc.integer({ min: 0, max: 2_000 }), { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(anyCosts, anyWeek, (values, week) => {
        const told = new Set(places(values).flatMap(({ steps }) => steps));
        // A level that moves may be told as a factor or a sum; what is no shift is judged alike.
        if (places(values).some(({ kind }) => kind === 'shift' || kind === 'new')) return;
        const patterned = values.map((value, index) => (value === null ? null : value + (week[index % 7] ?? 0)));
        for (const { steps } of places(patterned)) for (const step of steps) expect(told).toContain(step);
      }),
      { numRuns: 25 },
    );
  });

  it('what is not known raises nothing that a known nought would, and no nought is made of it', () => {
    fc.assert(
      fc.property(anyCosts, fc.integer({ min: 40, max: 80 }), (values, day) => {
        const unknown = values.with(day, null);
        const found = places(unknown).flatMap(({ steps }) => steps);
        expect(found).not.toContain(day);
        for (const { actual, steps } of places(unknown)) {
          const sum = steps.reduce((total, step) => total + toEstimate(unknown[step] ?? Number.NaN), 0n);
          expect(formatAmount(actual)).toBe(formatAmount(sum));
        }
      }),
      { numRuns: 15 },
    );
  });
});
