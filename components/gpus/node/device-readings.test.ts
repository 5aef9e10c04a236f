import { describe, expect, test } from 'vitest';
import type { GpuReadingView } from '@/lib/api/contracts/gpu-nodes';
import { listRawSeries } from './list-raw-series';
import { greatestReading, isBySlice, isInSlices, newestOf, newestReading } from './newest-reading';

const hall = '0199a7b0-0000-7000-8000-000000000001';
const reading = (rest: Partial<GpuReadingView>): GpuReadingView => ({
  metric: 'hw.power',
  unit: 'W',
  says: '',
  definition: 'POWER',
  value: 400,
  at: '2026-11-12T14:00:00Z',
  connectionId: hall,
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

  test('is never of a slice or a partition, and of several sensors the hottest is told', () => {
    const whole = reading({ value: 410 });
    const slice = reading({ value: 90, at: '2026-11-12T14:00:30Z', attributes: { 'gpu.mig.id': '3' } });
    const partition = reading({ value: 20, at: '2026-11-12T14:00:30Z', attributes: { 'gpu.partition.id': '0' } });
    expect(newestReading([slice, whole, partition], 'hw.power')).toBe(whole);
    expect(newestReading([slice, partition], 'hw.power')).toBeNull();
    expect([[slice, partition], [slice, whole], []].map((some) => isBySlice(some, 'hw.power'))).toEqual([
      true,
      false,
      false,
    ]);
    expect(
      [
        [slice, whole],
        [whole, partition],
      ].map(isInSlices),
    ).toEqual([true, false]);
    const [core, memory] = [61, 84].map((value) => reading({ metric: 'hw.temperature', value }));
    expect(
      greatestReading(
        [core, memory].flatMap((one) => one ?? []),
        'hw.temperature',
      ),
    ).toBe(memory);
  });
});

describe('series to ask samples of', () => {
  test('stand once, and are told apart by what tells them apart', () => {
    const both = ['transmit', 'receive'].map((direction) =>
      reading({ metric: 'gpu.pcie.io.rate', definition: 'PCIE', attributes: { direction } }),
    );
    expect(listRawSeries([reading({}), reading({}), ...both])).toEqual([
      {
        key: `hw.power|POWER|${hall}`,
        name: { metric: 'hw.power', definition: 'POWER', connection: hall, attribute: [] },
        detail: '',
        source: 'Hall',
      },
      ...['transmit', 'receive'].map((direction) => ({
        key: `gpu.pcie.io.rate|PCIE|${hall}|direction:${direction}`,
        name: {
          metric: 'gpu.pcie.io.rate',
          definition: 'PCIE',
          connection: hall,
          attribute: [`direction:${direction}`],
        },
        detail: direction,
        source: 'Hall',
      })),
    ]);
  });

  test('of two connections that measure a device by one name are two', () => {
    const other = reading({ connectionId: '0199a7b0-0000-7000-8000-000000000002', connectionName: 'Hall, again' });
    const listed = listRawSeries([reading({}), other]);
    expect(listed.map(({ source }) => source)).toEqual(['Hall', 'Hall, again']);
    expect(new Set(listed.map(({ key }) => key)).size).toBe(2);
    expect(listed[1]?.name.connection).toBe(other.connectionId);
  });
});
