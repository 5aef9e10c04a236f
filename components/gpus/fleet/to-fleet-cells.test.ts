import { describe, expect, test } from 'vitest';
import type { GpuFleet } from '@/lib/api/contracts/gpus';
import { listFleetCells, toHeatSections, toSiteShares } from './to-fleet-cells';

const node = {
  id: '0199a7b0-0000-7000-8000-000000000001',
  name: 'node-1',
  provider: 'aws' as const,
  model: 'H100',
  slots: [0, 2, 3],
  busy: [96, null, 4],
  health: 'hfu',
  use: 'bui',
};
const total = { value: 9, unknown: 0, atLeast: false };
const fleet: Pick<GpuFleet, 'sites' | 'siteTitles'> & { funnel: Pick<GpuFleet['funnel'], 'total'> } = {
  funnel: { total },
  sites: [
    {
      site: 'hall-1',
      clusters: [
        { cluster: 'train', nodes: [node] },
        { cluster: null, nodes: [{ ...node, busy: [null, null, null] }] },
      ],
    },
    { site: 'hall-2', clusters: [{ cluster: null, nodes: [{ ...node, busy: [null, null, null] }] }] },
  ],
  siteTitles: { 'hall-1': 'Hall one' },
};

describe('the fleet as cells', () => {
  test('has at least as many at every site where a source is missing', () => {
    const detailsOf = (atLeast: boolean) =>
      toHeatSections({ ...fleet, funnel: { total: { ...total, atLeast } } }).map(({ detail }) => detail);
    expect(detailsOf(false)).toEqual(['6 GPUs, 4 of them not measured', '3 GPUs, 3 of them not measured']);
    expect(detailsOf(true)).toEqual([
      'at least 6 GPUs, 4 of them not measured',
      'at least 3 GPUs, 3 of them not measured',
    ]);
  });

  test('marks what failed and what nobody can judge, and leaves the rest to its colour', () => {
    const [first] = toHeatSections(fleet);
    expect(first?.title).toBe('Hall one');
    expect(first?.groups[0]?.rows[0]).toMatchObject({ values: [96, null, 4], glyphs: [null, 'faulted', 'unclear'] });
  });

  test('says how many nobody measured, and names nodes without a cluster only beside others', () => {
    const [first, second] = toHeatSections(fleet);
    expect(first?.detail).toBe('6 GPUs, 4 of them not measured');
    expect(first?.groups.map(({ title }) => title)).toEqual(['train', 'In no cluster that is known']);
    expect(second?.groups.map(({ title }) => title)).toEqual(['']);
  });

  test('keeps a device’s slot where the filter leaves others out', () => {
    const cells = listFleetCells(fleet);
    expect(cells.slice(0, 3).map(({ slot, busy, health, use }) => [slot, busy, health, use])).toEqual([
      [0, 96, 'healthy', 'busy'],
      [2, null, 'failed', 'unknown'],
      [3, 4, 'unknown', 'idle'],
    ]);
  });

  test('averages a site over what is measured alone, and says nothing where nothing is', () => {
    expect(toSiteShares(fleet).map(({ mean, measured, gpus }) => [mean, measured, gpus])).toEqual([
      [50, 2, 6],
      [null, 0, 3],
    ]);
  });
});
