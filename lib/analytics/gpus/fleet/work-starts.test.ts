import { describe, expect, it } from 'vitest';
import type { FleetNode } from '@/lib/domain/gpu/fleet';
import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';
import { WorkStarts } from './work-starts';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 22, hour));
const work = (id: string, startedAt: Date, node: string, endedAt: Date | null = null) =>
  ({
    id,
    connectionId: 'hall',
    workload: { startedAt, endedAt, holdings: [{ node, count: 4, indexes: null }] },
  }) as unknown as GpuResource;
const node = {
  clusterConnectionId: 'hall',
  holdings: [{ node: 'a', count: 8, indexes: null }],
} as unknown as FleetNode;
const held = (...resourceIds: string[]) => ({
  allocation: {
    state: 'held' as const,
    holders: resourceIds.map((resourceId) => ({
      kind: 'pod' as const,
      name: resourceId,
      namespace: null,
      resourceId,
      team: null,
      owner: null,
    })),
  },
});
const starts = new WorkStarts(
  new Map(
    [
      work('old', at(1), 'a'),
      work('young', at(9), 'a'),
      work('ended', at(11), 'a', at(12)),
      work('far', at(10), 'b'),
    ].map((one) => [one.id, one]),
  ),
);

describe('since when a device is held', () => {
  it('is the start of the last to come of its holders', () => {
    expect(starts.heldSince(held('old'), node)).toEqual(at(1));
    expect(starts.heldSince(held('old', 'young'), node)).toEqual(at(9));
  });

  it('is, where nobody is named, that of the youngest work on its node that has not ended', () => {
    expect(starts.heldSince(held(), node)).toEqual(at(9));
  });

  it('is not told of a device that is not held, or whose node nobody works on', () => {
    expect(starts.heldSince({ allocation: { state: 'free' } }, node)).toBeNull();
    expect(starts.heldSince(held(), { ...node, holdings: [] })).toBeNull();
  });
});
