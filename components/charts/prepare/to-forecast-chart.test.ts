import { expect, it } from 'vitest';
import { type ForecastPoint, toForecastChart } from './to-forecast-chart';

const point = (given: Partial<ForecastPoint>, index: number): ForecastPoint => ({
  key: String(index),
  told: null,
  isFloor: false,
  forecast: null,
  half: null,
  most: null,
  ...given,
});

it('joins what is told whole, carries a floor on from there, and joins nothing across what is not told', () => {
  const points = [
    { told: 1 },
    { told: 2, forecast: 2 },
    { told: 3, isFloor: true, forecast: 4, half: [3, 5] as const, most: [2, 6] as const },
    { told: null, forecast: 5 },
    { told: 4, isFloor: true },
  ].map(point);
  expect(toForecastChart(points, null)).toMatchObject({
    whole: [{ first: 0, last: 1 }],
    floor: [
      { first: 1, last: 2 },
      { first: 4, last: 4 },
    ],
    forecast: [{ first: 1, last: 3 }],
    half: [{ first: 2, last: 2 }],
    most: [{ first: 2, last: 2 }],
  });
});

it('has an axis from nought that the bands and the limit fit on, and none where nothing is told', () => {
  const { axis } = toForecastChart([point({ told: 10, most: [5, 90] }, 0)], 120);
  expect(axis?.[0]).toBe(0);
  expect(axis?.at(-1)).toBeGreaterThanOrEqual(120);
  expect(toForecastChart([point({ told: -50 }, 0)], null).axis?.[0]).toBeLessThanOrEqual(-50);
  expect(toForecastChart([point({}, 0)], 120).axis).toBeNull();
});
