import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { KeptWarm } from './kept-warm';

describe('what people look at', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('is asked for on their behalf for five minutes, and no longer', async () => {
    const later: number[] = [];
    new KeptWarm().asked(async (ms) => void later.push(ms));
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(later).toEqual(Array.from({ length: 15 }, (_, round) => (round + 1) * 20_000));
  });

  test('is asked for at the time it is then, also after the machine slept', async () => {
    const later: number[] = [];
    new KeptWarm().asked(async (ms) => void later.push(ms));
    vi.setSystemTime(Date.now() + 3_600_000);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(later).toEqual([3_620_000]);
  });

  test('is asked for by one timer however many ask, as the last of them asked', async () => {
    const warm = new KeptWarm();
    const asked: string[] = [];
    warm.asked(async () => void asked.push('first'));
    warm.asked(async () => void asked.push('last'));
    await vi.advanceTimersByTimeAsync(25_000);
    expect(asked).toEqual(['last']);
  });

  test('is left alone once it cannot be had, until somebody asks again', async () => {
    const warm = new KeptWarm();
    const ask = vi.fn(async () => {
      throw new Error('The database is away.');
    });
    warm.asked(ask);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(ask).toHaveBeenCalledTimes(1);
    warm.asked(ask);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(ask).toHaveBeenCalledTimes(2);
  });
});
