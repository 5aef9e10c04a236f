import { isInSlices, sliceMetric } from '@/lib/analytics/gpus/busy';
import { fileSeries, fileTrends } from '@/lib/analytics/gpus/fleet/file-trends';
import { layOutSums, type SummedTrend, type TimelineSteps } from '@/lib/analytics/gpus/fleet/lay-out-sums';
import { finishAtOnce } from '@/lib/analytics/gpus/steps';
import type { BusyMetric } from '@/lib/api/contracts/gpu-keys';
import type { FleetDevice } from '@/lib/domain/gpu/fleet';
import type { MetricAnswer, MetricRange, MetricStore, SeriesFilter } from '@/lib/store/metrics/metric-store';
import type { WholeFleet } from './fleet-keeper';
import { toIdentityFilters } from './identity-filters';
import type { MatchedNode } from './match-fleet';

/** What was measured over time of the devices of some nodes that match. */
export interface Courses {
  /** Of each of a node's devices that match, by step. */
  of(node: MatchedNode): SummedTrend[][];
  /** Why the metric store may have more than it told, a sentence each. */
  gaps: readonly string[];
}

/**
 * By one metric, what was measured of nodes in each step. What a frozen source repeats up to now is left out, and so are
 * devices that are in slices now, where the metric says nothing of slices.
 */
export async function readCourses(
  store: Pick<MetricStore, 'readRange' | 'readSums'>,
  fleet: Pick<WholeFleet, 'places' | 'identities'>,
  nodes: readonly MatchedNode[],
  { metric, range, steps }: { metric: BusyMetric; range: MetricRange; steps: TimelineSteps },
): Promise<Courses> {
  const gaps = new Set<string>();
  const readOf = async <T>(some: readonly MatchedNode[], read: (filter: SeriesFilter) => Promise<MetricAnswer<T>>) => {
    const filters = toIdentityFilters(fleet, new Set(some.map(({ machine }) => machine)));
    const answers = await Promise.all(
      filters.map((narrow) => read({ metrics: [metric], subject: 'accelerator', ...narrow })),
    );
    for (const gap of answers.flatMap((answer) => answer.gaps)) gaps.add(gap);
    return answers.flatMap(({ items }) => items);
  };
  // Whether a series repeats itself needs more than its sums, so it is read for these alone.
  const frozen = nodes.filter(({ node }) => node.devices.some(({ isFrozen }) => isFrozen));
  const [summed, rolled] = await Promise.all([
    readOf(nodes, (filter) => store.readSums(filter, range, steps.stepMs)),
    readOf(frozen, (filter) => store.readRange(filter, range, steps.stepMs)),
  ]);
  const isUntold = (device: FleetDevice | undefined) =>
    metric !== sliceMetric && device !== undefined && isInSlices(device);
  const untold = nodes.flatMap(({ node, slots }) => slots.filter((slot) => isUntold(node.devices[slot])));
  if (untold.length > 0) gaps.add(sayUntold(untold.length));
  const sums = finishAtOnce(
    fileSeries(summed, fleet.places, ({ sum, count }, filed): SummedTrend => ({ ...filed, sum, count })),
  );
  const trends = fileTrends(rolled, fleet.places);
  return {
    of: ({ node, machine, slots }) => {
      const ofSlots = machine.hosts.flatMap((host) =>
        Array.from({ length: host.size }, (_, place) => ({
          summed: sums.get(host)?.[place] ?? [],
          trends: trends.get(host)?.[place] ?? [],
        })),
      );
      return slots.map((slot) => {
        const ofSlot = ofSlots[slot];
        if (ofSlot === undefined || isUntold(node.devices[slot])) return [];
        if (node.devices[slot]?.isFrozen !== true) return [...ofSlot.summed];
        return ofSlot.trends.map((trend) => layOutSums(trend, true, steps));
      });
    },
    gaps: [...gaps],
  };
}

/** What slices do shows in other metrics of the whole device as nothing at all. */
function sayUntold(count: number): string {
  const gpus = count === 1 ? '1 GPU in slices is' : `${count} GPUs in slices are`;
  return `${gpus} left out: slices are not measured by this metric, only by engine activity.`;
}
