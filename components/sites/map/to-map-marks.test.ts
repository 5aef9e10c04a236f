import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { healthPrecedence } from '@/lib/domain/status';
import { overlaps, type PlacedSite, toMapMarks } from './to-map-marks';

const site = (name: string, x: number, y: number, rest: Partial<PlacedSite> = {}): PlacedSite => ({
  name,
  title: name,
  latitude: 0,
  longitude: 0,
  status: 'healthy',
  gpus: { value: 8, atLeast: false },
  x,
  y,
  ...rest,
});

const anySite = fc.record({
  x: fc.double({ min: 0, max: 1000, noNaN: true }),
  y: fc.double({ min: 0, max: 450, noNaN: true }),
  status: fc.constantFrom(...healthPrecedence),
  gpus: fc.option(fc.record({ value: fc.integer({ min: 0, max: 20_000 }), atLeast: fc.boolean() })),
});
const anySites = fc
  .array(anySite, { minLength: 1, maxLength: 60 })
  .map((sites) => sites.map(({ x, y, ...rest }, index) => site(`site-${index}`, x, y, rest)));
const anyScale = fc.double({ min: 0.3, max: 60, noNaN: true });

describe('marks on the map', () => {
  test('never overlap, and every site stands in exactly one of them', () => {
    fc.assert(
      fc.property(anySites, anyScale, (sites, scale) => {
        const marks = toMapMarks(sites, scale);
        for (const [index, mark] of marks.entries())
          for (const other of marks.slice(index + 1)) expect(overlaps(mark, other, scale)).toBe(false);
        const names = marks.flatMap((mark) => mark.sites.map(({ name }) => name));
        expect(names.toSorted()).toEqual(sites.map(({ name }) => name).toSorted());
      }),
    );
  });

  test('still do not overlap when one comes nearer', () => {
    fc.assert(
      fc.property(anySites, anyScale, fc.double({ min: 1, max: 2, noNaN: true }), (sites, scale, nearer) => {
        const marks = toMapMarks(sites, scale);
        for (const [index, mark] of marks.entries())
          for (const other of marks.slice(index + 1)) expect(overlaps(mark, other, scale * nearer)).toBe(false);
      }),
    );
  });

  test('of several sites show the worst status, and name the worst first', () => {
    const near = [site('fine', 100, 100), site('lost', 100.5, 100, { status: 'unknown' }), site('far', 900, 100)];
    const marks = toMapMarks(near, 1);
    expect(marks.map(({ sites, status }) => [sites.map(({ name }) => name), status])).toEqual([
      [['lost', 'fine'], 'unknown'],
      [['far'], 'healthy'],
    ]);
  });

  test('of several sites are a floor where one does not tell its GPUs, and unknown where none does', () => {
    const [part] = toMapMarks([site('one', 10, 10), site('other', 10, 10, { gpus: null })], 1);
    expect(part?.gpus).toEqual({ value: 8, atLeast: true });
    const [none] = toMapMarks([site('one', 10, 10, { gpus: null }), site('other', 10, 10, { gpus: null })], 1);
    expect(none?.gpus).toBeNull();
  });

  test('have areas that stand to each other as the GPUs do', () => {
    const [large, small] = toMapMarks(
      [
        site('small', 100, 100, { gpus: { value: 500, atLeast: false } }),
        site('large', 800, 100, { gpus: { value: 2000, atLeast: false } }),
      ],
      1,
    );
    expect(((large?.radius ?? Number.NaN) / (small?.radius ?? Number.NaN)) ** 2).toBeCloseTo(4);
  });
});
