import { expect, test } from 'vitest';
import { worldWidth } from './map-site';
import { drawWorld } from './world-outline';

const world = drawWorld();

test('the outline is drawn, and places stand where they are on the globe', () => {
  expect(world.land.length).toBeGreaterThan(10_000);
  expect(world.height).toBeGreaterThan(350);
  const frankfurt = world.toPoint({ latitude: 50.11, longitude: 8.68 });
  const ashburn = world.toPoint({ latitude: 39.04, longitude: -77.49 });
  const sydney = world.toPoint({ latitude: -33.87, longitude: 151.21 });
  expect(ashburn.x).toBeLessThan(frankfurt.x);
  expect(frankfurt.x).toBeLessThan(sydney.x);
  expect(frankfurt.y).toBeLessThan(ashburn.y);
  expect(ashburn.y).toBeLessThan(sydney.y);
});

test('every inhabited place is within what is drawn, to the date line and back', () => {
  for (const [latitude, longitude] of [
    [78.2, 15.6],
    [-54.8, -68.3],
    [64.7, 177.5],
    [64.5, -165.4],
    [-36.8, 174.8],
    [0, 0],
  ] as const) {
    const { x, y } = world.toPoint({ latitude, longitude });
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x).toBeLessThanOrEqual(worldWidth);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y).toBeLessThanOrEqual(world.height);
  }
});
