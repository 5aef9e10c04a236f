import type { GpuFleet } from '@/lib/api/contracts/gpus';
import { Draws } from '../inventory/draws';

const nodesPerCluster = 125;
const clustersPerSite = 4;
const letters = { health: ['h', 'h', 'h', 'h', 'd', 'f', 'u'], use: ['b', 'b', 'q', 'i', 'f', 'u'] } as const;

/** A fleet of so many devices, so many a node, as the API tells one: one in twenty not measured. The same for the same number. */
export function generateFleet(gpus: number, perNode: number): GpuFleet {
  const draws = new Draws(20_000);
  const pick = (from: readonly string[]) => from[draws.below(from.length)] ?? 'u';
  const at = new Date().toISOString();
  const nodes = Array.from({ length: Math.ceil(gpus / perNode) }, (_, index) => ({
    id: `0199a7b0-0000-7000-8000-${index.toString(16).padStart(12, '0')}`,
    name: `gpu-node-${index.toString().padStart(5, '0')}.hall.internal`,
    provider: 'kubernetes' as const,
    model: 'NVIDIA H100 80GB HBM3',
    slots: Array.from({ length: perNode }, (_, slot) => slot),
    busy: Array.from({ length: perNode }, () => (draws.chance(0.05) ? null : draws.below(1_001) / 10)),
    health: Array.from({ length: perNode }, () => (draws.chance(0.97) ? 'h' : pick(letters.health))).join(''),
    use: Array.from({ length: perNode }, () => pick(letters.use)).join(''),
  }));
  const clusters = chunk(nodes, nodesPerCluster).map((members, index) => ({
    cluster: `train-${index}`,
    nodes: members,
  }));
  const figure = (value: number) => ({ value, unknown: 24, atLeast: true });
  return {
    at,
    sources: [],
    metric: 'gpu.sm.active',
    definitions: [
      { metric: 'gpu.sm.active', gpus, sourceNames: ['DCGM_FI_PROF_SM_ACTIVE'], oldestAt: at, newestAt: at },
    ],
    funnel: {
      total: figure(gpus),
      allocated: figure(Math.round(gpus * 0.8)),
      active: figure(Math.round(gpus * 0.6)),
      effective: figure(Math.round(gpus * 0.3)),
      activeFrom: 0.05,
    },
    health: { healthy: gpus - 300, degraded: 100, failed: 100, unknown: 100 },
    idle: { memoryHeld: figure(120), empty: figure(80) },
    unplaced: { ambiguous: 0, unlisted: 0, beyond: 0, unclear: 0 },
    facets: { provider: [], site: [], cluster: [], model: [], team: [] },
    siteTitles: {},
    sites: chunk(clusters, clustersPerSite).map((members, index) => ({ site: `hall-${index}`, clusters: members })),
  };
}

function chunk<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
