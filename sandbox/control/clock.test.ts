import { describe, expect, test } from 'vitest';
import { createClock } from './clock';

describe('createClock', () => {
  test('runs with real time and ahead of it by what it was advanced', () => {
    let real = 1_000;
    const clock = createClock(() => new Date(real));
    clock.advance(500);
    real += 10;
    expect(clock.now().getTime()).toBe(1_510);
  });

  test('stands where it is held, moves only when advanced, and runs on from there', () => {
    let real = 1_000;
    const clock = createClock(() => new Date(real));
    clock.hold();
    real += 100;
    clock.advance(5);
    expect(clock.now().getTime()).toBe(1_005);
    clock.release();
    real += 20;
    expect(clock.now().getTime()).toBe(1_025);
    expect(clock.isHeld).toBe(false);
  });

  test('can be held at any instant', () => {
    const clock = createClock(() => new Date(0));
    clock.hold(new Date('2026-11-21T12:00:00Z'));
    expect(clock.now().toISOString()).toBe('2026-11-21T12:00:00.000Z');
  });
});
