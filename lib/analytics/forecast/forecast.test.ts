import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backTest } from './back-test';
import { chooseMethods } from './choose-methods';
import { toErrorBand } from './error-bands';
import { forecastSeries, type SeriesForecast, testOver } from './forecast-series';
import type { DailySeries } from './method';
import { expectMonths } from './monthly-charges';
import { probabilityAbove, projectSum } from './project-sum';
import type { OriginPath } from './roll-origins';

const horizon = 14;

function forecast(values: DailySeries, ahead = horizon): SeriesForecast {
  const made = forecastSeries(values, { horizon: ahead, judgedOver: ahead });
  if ('kind' in made) throw new Error(`No forecast: ${made.kind}.`);
  return made;
}

const project = (
  values: DailySeries,
  from: number,
  to: number,
  charges = [] as Parameters<typeof projectSum>[2]['charges'],
) => projectSum(values, forecast(values, to - values.length + 1), { from, to, charges });

/** A week's course with noise, drawn from whole cents. */
const series = fc
  .tuple(
    fc.integer({ min: 100, max: 100_000 }),
    fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 60, maxLength: 75 }),
  )
  .map(([size, noise]) =>
    noise.map((percent, day) => size * (1 + percent / 100 + (day % 7 > 4 ? -0.3 : 0) + day / 400)),
  );
const few = { numRuns: 12 };

describe('a forecast', () => {
  it('of a series that stays the same is the same, without any spread', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 45, max: 80 }), (cost, length) => {
        const { daily, paths } = forecast(Array.from({ length }, () => cost));
        for (const day of daily) expect(day).toBeCloseTo(cost, 6);
        for (const { errors } of paths) for (const error of errors) expect(Math.abs(error)).toBeLessThan(1e-6 * cost);
      }),
      few,
    );
  });

  it('of a series times a number is the forecast times the number, bands and back-test included', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 12 }), (values, power) => {
        const factor = 2 ** power;
        const one = project(values, 40, values.length + horizon - 1);
        const other = project(
          values.map((value) => value * factor),
          40,
          values.length + horizon - 1,
        );
        for (const [index, day] of one.days.entries()) {
          const scaled = other.days[index];
          expect(scaled?.sum).toBeCloseTo(day.sum * factor, 3);
          const high = day.bands[80]?.high;
          if (high === undefined) expect(scaled?.bands[80]).toBeNull();
          else expect(scaled?.bands[80]?.high).toBeCloseTo(high * factor, 3);
        }
        const past = (list: DailySeries) => {
          const { rolled, chosen } = forecast(list);
          return testOver(rolled, chosen, horizon);
        };
        expect(past(values.map((value) => value * factor)).error).toBeCloseTo(past(values).error ?? Number.NaN, 9);
      }),
      few,
    );
  });

  it('is the same when it is made again', () => {
    fc.assert(
      fc.property(series, (values) => {
        expect(project(values, 40, 90)).toEqual(project(values, 40, 90));
      }),
      { numRuns: 5 },
    );
  });

  it('is never below what is told already of days that may still grow, nor are its bands', () => {
    fc.assert(
      fc.property(series, fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 4 }), (values, jumps) => {
        const floors = [...values, ...jumps.map((factor) => factor * (values[0] ?? Number.NaN))];
        const made = forecast(values);
        const to = values.length + horizon - 1;
        const without = projectSum(values, made, { from: 40, to, charges: [] });
        const { days, errors } = projectSum(values, made, { from: 40, to, charges: [], floors });
        let told = 0;
        for (const [index, { day, sum, bands }] of days.entries()) {
          told += floors[day] ?? 0;
          expect(sum).toBeGreaterThanOrEqual(told - 1e-6);
          expect(sum).toBeGreaterThanOrEqual((without.days[index]?.sum ?? Number.NaN) - 1e-6);
          if (bands[80] !== null) expect(bands[80].low).toBeGreaterThanOrEqual(told - 1e-6);
        }
        expect(errors?.drawn).toBe(without.errors?.drawn);
        const held = probabilityAbove({ days, errors, estimatedDays: 0 }, told - 1);
        expect(held).toBeGreaterThan(0.95);
      }),
      few,
    );
  });

  it('is not made of less than four weeks, whatever days are missing, nor of nothing', () => {
    const known = Array.from({ length: 27 }, () => 5);
    const options = { horizon, judgedOver: horizon };
    expect(forecastSeries(known, options)).toEqual({ kind: 'too-little-history', known: 27, needed: 28 });
    expect(forecastSeries([...known, null, null, null, null], options)).toMatchObject({ known: 27 });
    expect(
      forecastSeries(
        Array.from({ length: 60 }, () => 0),
        options,
      ),
    ).toEqual({ kind: 'nothing-charged' });
    expect(forecastSeries([], options)).toMatchObject({ known: 0 });
  });

  it('never takes a day that is not known for nought', () => {
    fc.assert(
      fc.property(series, fc.uniqueArray(fc.integer({ min: 3, max: 55 }), { maxLength: 8 }), (values, gaps) => {
        const least = Math.min(...values);
        const broken = values.map((value, day) => (gaps.includes(day) ? null : value));
        const { daily, fitted } = forecast(broken);
        for (const day of daily) expect(day).toBeGreaterThan(least / 2);
        for (const day of gaps) expect(fitted[day]).toBeGreaterThan(least / 2);
      }),
      few,
    );
  });

  it('repeats the last week where smoothing did no better, and smooths where it did', () => {
    const week = [10, 20, 30, 40, 50, 60, 70];
    const exact = Array.from({ length: 84 }, (_, day) => week[day % 7] ?? 0);
    expect(forecast(exact)).toMatchObject({ method: 'seasonal-naive', daily: [...week, ...week] });
    // Noise that a single week repeats in full.
    const noisy = Array.from({ length: 140 }, (_, day) => 100 + ((day * 7919) % 41) - 20);
    expect(forecast(noisy).method).toBe('damped-seasonal');
  });
});

describe('bands', () => {
  it('nest around the forecast: half of what comes within most of it', () => {
    fc.assert(
      fc.property(series, (values) => {
        for (const { sum, bands, isForecast } of project(values, 30, values.length + horizon - 1).days) {
          if (!isForecast) continue;
          const [half, most] = [bands[50], bands[80]];
          if (half === null || most === null) throw new Error('The past is long enough for bands.');
          expect(most.low).toBeLessThanOrEqual(half.low);
          expect(half.low).toBeLessThanOrEqual(sum);
          expect(sum).toBeLessThanOrEqual(half.high);
          expect(half.high).toBeLessThanOrEqual(most.high);
        }
      }),
      few,
    );
  });

  it('are not drawn from fewer than ten errors', () => {
    const nine = Array.from({ length: 9 }, (_, index) => index - 4);
    expect(toErrorBand(nine, 80)).toBeNull();
    expect(toErrorBand([...nine, 5], 80)).toEqual({ low: -4, high: 5 });
    expect(toErrorBand([...nine, 5], 50)).toEqual({ low: -3, high: 4 });
    // Every error many times over is no more of them.
    const often = nine.flatMap((error) => [error, error, error]);
    expect(toErrorBand(often, 80, 9)).toBeNull();
  });

  it('are of the days of the period alone when it begins after the last day that is known', () => {
    const values = Array.from({ length: 120 }, (_, day) => 100 + ((day * 31) % 17));
    const whole = project(values, 120, 149).days.at(-1);
    const later = project(values, 123, 149).days.at(-1);
    expect(later?.sum).toBeLessThan(whole?.sum ?? Number.NaN);
    expect(later?.bands[80]).not.toBeNull();
  });

  it('are as much wider as one more day ahead where a day before is not known', () => {
    const values = Array.from({ length: 60 }, () => 10);
    const made = forecast(values, 30);
    // Ten past forecasts that went wrong by as much more each day.
    const paths = Array.from({ length: 10 }, (_, index) => ({
      origin: 20,
      scale: 10,
      errors: Array.from({ length: 37 }, (__, step) => (step + 1) * (index - 4.5)),
      actuals: Array.from({ length: 37 }, (__, step) => (step + 1) * 10),
    }));
    const end = (list: DailySeries, to: number) =>
      projectSum(list, { ...made, paths }, { from: 50, to, charges: [] }).days.at(-1);
    const broken = values.map((value, day) => (day === 55 ? null : value));
    const [one, wider] = [end(values, 69), end(broken, 69)];
    expect(wider?.sum).toBeCloseTo(200, 6);
    expect(one?.bands[80]).toEqual({ low: expect.closeTo(155, 6), high: expect.closeTo(245, 6) });
    expect(wider?.bands[80]).toEqual({ low: expect.closeTo(150.5, 6), high: expect.closeTo(249.5, 6) });
  });
});

describe('the probability to pass a limit', () => {
  it('never grows with the limit, and is neither nothing nor certain while anything is to come', () => {
    fc.assert(
      fc.property(series, fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: 2 }), (values, shares) => {
        const projection = project(values, 40, values.length + horizon - 1);
        const expected = projection.days.at(-1)?.sum ?? Number.NaN;
        const told = shares
          .toSorted((one, other) => one - other)
          .map((one) => probabilityAbove(projection, expected * one));
        for (const [index, one] of told.entries()) {
          if (one === null) throw new Error('It can be said.');
          expect(one).toBeGreaterThan(0);
          expect(one).toBeLessThan(1);
          expect(one).toBeLessThanOrEqual(told[index - 1] ?? 1);
        }
      }),
      few,
    );
  });

  it('is certain once every day is known, and not told where the past is too short', () => {
    const values = Array.from({ length: 60 }, () => 10);
    const over = projectSum(values, forecast(values), { from: 50, to: 59, charges: [] });
    expect([probabilityAbove(over, 99), probabilityAbove(over, 100)]).toEqual([1, 0]);
    const short = Array.from({ length: 40 }, () => 10);
    const ahead = projectSum(short, forecast(short, 20), { from: 30, to: 59, charges: [] });
    expect(ahead.days.at(-1)?.sum).toBeCloseTo(300, 6);
    expect(probabilityAbove(ahead, 1)).toBeNull();
  });
});

describe('the back-test', () => {
  /** Repeatable noise, evenly spread. */
  function noise(seed: number, length: number): number[] {
    let state = seed;
    return Array.from({ length }, () => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state / 2_147_483_648 - 0.5;
    });
  }

  it('finds that bands hold about as often as they say, where the world stays as it is', () => {
    const counts = { 50: { held: 0, of: 0 }, 80: { held: 0, of: 0 } };
    for (let seed = 1; seed <= 8; seed += 1) {
      const values = noise(seed * 7_919, 280).map((one, day) => 1_000 + 300 * one + (day % 7 < 2 ? -200 : 0));
      const { rolled, chosen } = forecast(values);
      for (const { level, held, of } of testOver(rolled, chosen, horizon).coverage) {
        counts[level].held += held;
        counts[level].of += of;
      }
    }
    expect(counts[80].of).toBeGreaterThan(700);
    expect(counts[80].held / counts[80].of).toBeGreaterThan(0.7);
    expect(counts[80].held / counts[80].of).toBeLessThan(0.92);
    expect(counts[50].held / counts[50].of).toBeGreaterThan(0.38);
    expect(counts[50].held / counts[50].of).toBeLessThan(0.65);
  });

  it('tells errors with and without their signs as shares of what was charged', () => {
    const path = (errors: number[]) => ({ origin: 30, scale: 10, errors, actuals: [10, 20] });
    const told = (paths: OriginPath[]) =>
      backTest({ 'damped-seasonal': paths, 'seasonal-naive': [] }, 'damped-seasonal', 2);
    expect(told([path([1, 4]), path([-1, -2])])).toMatchObject({ origins: 2, error: 6 / 40, bias: 2 / 40 });
    expect(told([])).toMatchObject({ origins: 0, error: null, bias: null });
  });

  /** Forecasts a day ahead from forty days in a row, off by these. */
  const off = (error: (place: number) => number): OriginPath[] =>
    Array.from({ length: 40 }, (_, place) => ({
      origin: 30 + place,
      scale: 100,
      errors: [error(place)],
      actuals: [100],
    }));
  const rolledOf = (smooth: (place: number) => number) => ({
    'damped-seasonal': off(smooth),
    'seasonal-naive': off(() => 10),
  });

  it('is of forecasts by the method that had done better by then, never by what came later', () => {
    const rolled = rolledOf((place) => (place < 20 ? 1 : 100));
    const { chosen, method, isUnchosen } = chooseMethods(rolled, 1, 70);
    // Ten are compared before anything is chosen, and it takes two bad days to undo what twenty good ones spoke for.
    expect([chosen.indexOf('damped-seasonal'), chosen.lastIndexOf('damped-seasonal')]).toEqual([10, 21]);
    expect([method, isUnchosen]).toEqual(['seasonal-naive', false]);
    expect(backTest(rolled, chosen, 1).error).toBeCloseTo((28 * 10 + 10 * 1 + 2 * 100) / 4_000, 9);
    const worse = chooseMethods(
      rolledOf((place) => (place < 39 ? 1 : 10_000)),
      1,
      70,
    );
    const better = chooseMethods(
      rolledOf(() => 1),
      1,
      70,
    );
    expect([worse.chosen, worse.method]).toEqual([better.chosen, 'seasonal-naive']);
  });

  it('chooses nothing while fewer than ten forecasts can be compared', () => {
    const { chosen, isUnchosen } = chooseMethods(
      rolledOf(() => 1),
      1,
      39,
    );
    expect([chosen.slice(0, 10).includes('damped-seasonal'), isUnchosen]).toEqual([false, false]);
    expect(
      chooseMethods(
        rolledOf(() => 1),
        32,
        70,
      ).isUnchosen,
    ).toBe(true);
  });
});

describe('charges by the month', () => {
  const month = (isOver: boolean, totals: Record<string, number>) => ({
    isOver,
    totals: new Map(Object.entries(totals)),
  });

  it('recur when the last three months had them, and one-off ones do not', () => {
    const months = [
      month(true, { Tax: 90, Credit: -40 }),
      month(true, { Tax: 100, Credit: -50, Purchase: 5_000 }),
      month(true, { Tax: 110, Credit: -60 }),
      month(false, { Tax: 20, Purchase: 7 }),
      month(false, {}),
    ];
    const expected = expectMonths(months);
    expect(expected.get(3)).toEqual({ total: 100 - 50 + 7, deviations: [] });
    expect(expected.get(4)?.total).toBe(50);
    expect(expected.size).toBe(2);
  });

  it('count as they are known where that is more, as charge or as credit', () => {
    const months = [1, 2, 3].map(() => month(true, { Tax: 100 }));
    expect(expectMonths([...months, month(false, { Tax: 130 })]).get(3)?.total).toBe(130);
    const credits = [1, 2, 3].map(() => month(true, { Credit: -100 }));
    expect(expectMonths([...credits, month(false, { Credit: -130 })]).get(3)?.total).toBe(-130);
  });

  it('spread as the months before did', () => {
    const taxes = [100, 100, 100, 110, 90, 100, 120];
    const found = expectMonths([...taxes.map((Tax) => month(true, { Tax })), month(false, {})]).get(7);
    expect(found).toEqual({ total: 100, deviations: [10, -10, 0, 20] });
  });
});
