import { describe, expect, test } from 'vitest';
import type { GpuReadingView } from '@/lib/api/contracts/gpus';
import { listRawSeries } from './list-raw-series';
import { newestOf, newestReading } from './newest-reading';

const reading = (rest: Partial<GpuReadingView>): GpuReadingView => ({
  metric: 'hw.power',
  unit: 'W',
  says: '',
  definition: 'POWER',
  value: 400,
  at: '2026-11-12T14:00:00Z',
  connectionId: '0199a7b0-0000-7000-8000-000000000001',
  connectionName: 'Hall',
  provider: 'prometheus',
  attributes: {},
  ...rest,
});

describe('the newest reading', () => {
  test('is of the source that measured last, and null where nobody did', () => {
    const late = reading({ value: 410, at: '2026-11-12T14:00:30Z' });
    expect(newestReading([reading({}), late], 'hw.power')).toBe(late);
    expect(newestReading([late], 'hw.temperature')).toBeNull();
    expect(newestOf([])).toBeNull();
  });
});

describe('series to ask samples of', () => {
  test('stand once, and are told apart by what tells them apart', () => {
    const both = ['transmit', 'receive'].map((direction) =>
      reading({ metric: 'gpu.pcie.io.rate', definition: 'PCIE', attributes: { direction } }),
    );
    expect(listRawSeries([reading({}), reading({}), ...both])).toEqual([
      {
        key: 'hw.power|POWER',
        name: { metric: 'hw.power', definition: 'POWER', attribute: [] },
        detail: '',
        source: 'Hall',
      },
      ...['transmit', 'receive'].map((direction) => ({
        key: `gpu.pcie.io.rate|PCIE|direction:${direction}`,
        name: { metric: 'gpu.pcie.io.rate', definition: 'PCIE', attribute: [`direction:${direction}`] },
        detail: direction,
        source: 'Hall',
      })),
    ]);
  });
});
