import type { HostMeasures } from '@/lib/analytics/gpu-use/hold-steps';
import { type UseSteps, useStepMs } from '@/lib/analytics/gpu-use/use-steps';
import { activityMetrics } from '@/lib/analytics/gpus/busy';
import type { FleetHost } from '@/lib/analytics/gpus/fleet/fleet-machine';
import { toHolder } from '@/lib/analytics/gpus/fleet/gather-holders';
import { toNodeTimeline } from '@/lib/analytics/gpus/fleet/node-timeline';
import type { SummedTrend, TimelineSteps } from '@/lib/analytics/gpus/fleet/summed-trend';
import type { GpuHolder } from '@/lib/domain/gpu/fleet';
import type { MetricStore, SummedSeries } from '@/lib/store/metrics/metric-store';
import type { WholeFleet } from '../gpus/fleet/fleet-keeper';
import type { MatchedNode } from '../gpus/fleet/match-fleet';
import { type Courses, readCourses } from '../gpus/fleet/read-courses';

/** What was measured of every host over some steps. */
export interface Measures {
  of(node: MatchedNode): (host: FleetHost) => HostMeasures;
}

/** Reads how busy the devices of nodes were in each step, whom metrics named as holders, and how many were given out. */
export async function readMeasures(
  store: Pick<MetricStore, 'readRange' | 'readSums' | 'retention'>,
  fleet: WholeFleet,
  nodes: readonly MatchedNode[],
  steps: UseSteps,
): Promise<Measures> {
  const timeline = { startMs: steps.startMs, stepMs: useStepMs, count: steps.count };
  const range = { from: new Date(steps.startMs), to: new Date(steps.startMs + steps.count * useStepMs) };
  const courses: Courses[] = [];
  // One after the other: each is a whole fleet's.
  for (const metric of activityMetrics)
    courses.push(await readCourses(store, fleet, nodes, { metric, range, steps: timeline }));
  const connectionIds = fleet.sources
    .filter(({ capability }) => capability === 'metrics')
    .map(({ connectionId }) => connectionId);
  const [held, allocated] = await Promise.all([
    store.readSums({ metrics: ['gpu.held'], connectionIds, subject: 'accelerator' }, range, useStepMs),
    store.readSums({ metrics: ['gpu.allocated'], connectionIds, subject: 'host' }, range, useStepMs),
  ]);
  const holders = fileHolders(held.items, fleet, steps.count);
  const counts = fileAllocated(allocated.items, fleet, steps.count);
  return {
    of: (node) => {
      const ofSlots = courses.map((course) => course.of(node));
      return (host) =>
        toHostMeasures(
          ofSlots.map((slots) => slots.slice(host.firstSlot, host.firstSlot + host.size)),
          timeline,
          holders.get(host),
          counts.get(host),
        );
    },
  };
}

/** @param trends By activity metric, of each of the host's devices. */
function toHostMeasures(
  trends: readonly (readonly (readonly SummedTrend[])[])[],
  timeline: TimelineSteps,
  named: NamedOnHost | undefined,
  allocated: readonly (number | null)[] | undefined,
): HostMeasures {
  const steps = Array.from({ length: timeline.count }, (_, step) => step);
  const places = (trends[0] ?? []).map((_, place) => place);
  return {
    shares: places.map((place) => {
      const byMetric = activityMetrics.map((metric, index) =>
        toNodeTimeline([trends[index]?.[place] ?? []], metric, timeline),
      );
      return steps.map((step) => firstTold(byMetric.map((shares) => shares[step])));
    }),
    named: places.map((place) => named?.holders[place] ?? []),
    isWatched: places.map((place) =>
      steps.map((step) =>
        trends.some((ofMetric) =>
          ofMetric[place]?.some(
            ({ connectionId, count }) => named?.connections.has(connectionId) && Number(count[step]) > 0,
          ),
        ),
      ),
    ),
    allocated: allocated ?? [],
  };
}

/** The first metric that was measured decides alone. */
function firstTold(shares: readonly (number | null | undefined)[]): number | null {
  for (const share of shares) if (share !== null && share !== undefined) return share;
  return null;
}

interface NamedOnHost {
  /** Those that name holders here. */
  connections: Set<string>;
  /** By place and step. */
  holders: GpuHolder[][][];
}

function fileHolders(series: readonly SummedSeries[], { places }: WholeFleet, steps: number) {
  const found = new Map<FleetHost, NamedOnHost>();
  for (const { series: of, sum, count } of series) {
    const place = places.find(of);
    const holder = toHolder(of.attributes);
    if (typeof place === 'string' || holder === null) continue;
    const { host, slot } = place;
    const known = found.get(host) ?? {
      connections: new Set<string>(),
      holders: Array.from({ length: host.size }, () => Array.from({ length: steps }, (): GpuHolder[] => [])),
    };
    found.set(host, known);
    known.connections.add(of.connectionId);
    for (let step = 0; step < steps; step++) {
      const own = known.holders[slot - host.firstSlot]?.[step];
      if (own === undefined || Number(count[step]) === 0 || Number(sum[step]) <= 0) continue;
      if (!own.some(({ kind, name, namespace }) => isSame(holder, { kind, name, namespace }))) own.push(holder);
    }
  }
  return found;
}

function isSame(one: GpuHolder, other: Pick<GpuHolder, 'kind' | 'name' | 'namespace'>): boolean {
  return one.kind === other.kind && one.name === other.name && one.namespace === other.namespace;
}

/** A count that changed within a step is not known there. */
function fileAllocated(series: readonly SummedSeries[], { places }: WholeFleet, steps: number) {
  const found = new Map<FleetHost, (number | null)[]>();
  for (const { series: of, sum, count } of series) {
    const host = places.findHost(of);
    if (host === null) continue;
    const known = found.get(host) ?? Array.from({ length: steps }, () => null);
    found.set(host, known);
    for (let step = 0; step < steps; step++) {
      const mean = Number(sum[step]) / Number(count[step]);
      if (Number.isInteger(mean) && mean >= 0) known[step] = Math.max(mean, known[step] ?? mean);
    }
  }
  return found;
}
