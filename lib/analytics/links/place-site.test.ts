import fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeSite } from './place-site';

const located = (name: string, latitude: number, longitude: number) => placeSite({ name, latitude, longitude });
const nameless = (name: string) => placeSite({ name, latitude: null, longitude: null });

it('a site stands where its coordinates are: east is right and north is up', () => {
  const [dublin, munich, ashburn] = [
    located('dublin', 53.35, -6.26),
    located('munich', 48.14, 11.58),
    located('ashburn', 39.04, -77.49),
  ];
  expect(dublin.isLocated).toBe(true);
  expect(ashburn.x).toBeLessThan(dublin.x);
  expect(dublin.x).toBeLessThan(munich.x);
  expect(dublin.y).toBeLessThan(munich.y);
  expect(munich.y).toBeLessThan(ashburn.y);
});

it('a site without coordinates stands above the map, and says that it is not there', () => {
  expect(nameless('google-cloud/network')).toMatchObject({ isLocated: false });
  expect(nameless('google-cloud/network').y).toBeLessThan(0);
  expect(placeSite({ name: 'half', latitude: 10, longitude: null }).isLocated).toBe(false);
});

it('east is right of west and south is below north, wherever', () => {
  const longitudes = fc.double({ min: -180, max: 180, noNaN: true });
  fc.assert(
    fc.property(longitudes, longitudes, fc.double({ min: -60, max: 70, noNaN: true }), (one, other, latitude) => {
      const [west, east] = [Math.min(one, other), Math.max(one, other)];
      expect(located('x', latitude, west).x).toBeLessThanOrEqual(located('x', latitude, east).x + 0.01);
      expect(located('x', latitude, 0).y).toBeLessThanOrEqual(located('x', latitude - 1, 0).y + 0.01);
    }),
  );
});

it('two sites at the same coordinates stand apart, though hardly', () => {
  const [one, other] = [located('one', 50, 8), located('two', 50, 8)];
  expect([one.x, one.y]).not.toEqual([other.x, other.y]);
  expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeLessThanOrEqual(6);
});

it('whatever its name and coordinates, a site has one place within the picture', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.option(fc.double({ min: -90, max: 90, noNaN: true })),
      fc.option(fc.double({ min: -180, max: 180, noNaN: true })),
      (name, latitude, longitude) => {
        const place = placeSite({ name, latitude, longitude });
        expect(placeSite({ name, latitude, longitude })).toEqual(place);
        expect(place.x).toBeGreaterThanOrEqual(-3);
        expect(place.x).toBeLessThanOrEqual(1_443);
        expect(Math.abs(place.y)).toBeLessThan(1_570);
        expect(place.isLocated).toBe(latitude !== null && longitude !== null);
        if (place.isLocated) expect(place.y).toBeGreaterThanOrEqual(-3);
        else expect(place.y).toBeLessThan(-3);
      },
    ),
  );
});

it('a thousand sites without coordinates have a thousand places', () => {
  const places = Array.from({ length: 1_000 }, (_, index) => nameless(`site-${index}`));
  expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(1_000);
});
