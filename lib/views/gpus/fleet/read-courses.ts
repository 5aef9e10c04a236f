import { isInSlices, sliceMetric } from '@/lib/analytics/gpus/busy';
import { dropRepetition, findRepetition } from '@/lib/analytics/gpus/fleet/drop-repetition';
import { type FiledSeries, type FiledTrend, fileSeries, fileTrends } from '@/lib/analytics/gpus/fleet/file-trends';
import { type FleetHost, toHostKey } from '@/lib/analytics/gpus/fleet/fleet-machine';
import type { SummedTrend, TimelineSteps } from '@/lib/analytics/gpus/fleet/summed-trend';
import { finishAtOnce } from '@/lib/analytics/gpus/steps';
import type { BusyMetric } from '@/lib/api/contracts/gpu-keys';
import type { FleetDevice } from '@/lib/domain/gpu/fleet';
import type { MetricAnswer, MetricRange, MetricStore, SeriesFilter } from '@/lib/store/metrics/metric-store';
import type { WholeFleet } from './fleet-keeper';
import { toIdentityFilters } from './identity-filters';
import type { MatchedNode } from './match-fleet';
import { chooseTimelineStep } from './timeline-step';

/** What was measured over time of the devices of some nodes that match. */
export interface Courses {
  /** Of each of a node's devices that match, by step. */
  of(node: MatchedNode): SummedTrend[][];
  /** Why the metric store may have more than it told, a sentence each. */
  gaps: readonly string[];
}

/**
 * By one metric, what was measured of nodes in each step. What a source that is frozen now repeats up to now is left out,
 * also of a stretch that ended before; one that was frozen then and moves again is not known. So are left out
 * devices that are in slices now, where the metric says nothing of slices.
 */
export async function readCourses(
  store: Pick<MetricStore, 'readRange' | 'readSums' | 'retention'>,
  fleet: Pick<WholeFleet, 'at' | 'places' | 'identities' | 'frozen'>,
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
  // Whether a series repeats itself up to now needs more than the sums of the stretch, so it is read for these alone.
  const frozenOf = (host: FleetHost, place: number) => fleet.frozen.get(toHostKey(host))?.[place];
  const frozen = nodes.filter(({ machine }) =>
    machine.hosts.some((host) => fleet.frozen.get(toHostKey(host))?.some(({ size }) => size > 0)),
  );
  const untilNow = { from: range.from, to: new Date(Math.max(range.to.getTime(), fleet.at.getTime())) };
  const lookedAtMs = Math.max(steps.stepMs, chooseTimelineStep(untilNow, store.retention, fleet.at));
  const [summed, rolled] = await Promise.all([
    readOf(nodes, (filter) => store.readSums(filter, range, steps.stepMs)),
    readOf(frozen, (filter) => store.readRange(filter, untilNow, lookedAtMs)),
  ]);
  const isUntold = (device: FleetDevice | undefined) =>
    metric !== sliceMetric && device !== undefined && isInSlices(device);
  const untold = nodes.flatMap(({ node, slots }) => slots.filter((slot) => isUntold(node.devices[slot])));
  if (untold.length > 0) gaps.add(sayUntold(untold.length));
  const sums = finishAtOnce(
    fileSeries(summed, fleet.places, ({ sum, count }, filed): SummedTrend => ({ ...filed, sum, count })),
  );
  const trends = fileTrends(rolled, fleet.places);
  const withoutRepetition = (one: SummedTrend, ofPlace: readonly FiledTrend[]) => {
    const trend = ofPlace.find((other) => isSameSeries(one, other));
    const repetition = trend && findRepetition(trend, lookedAtMs);
    return repetition ? dropRepetition(one, repetition, steps) : one;
  };
  const coursesOf = (host: FleetHost, place: number): SummedTrend[] => {
    const connections = frozenOf(host, place);
    return (sums.get(host)?.[place] ?? []).map((one) =>
      connections?.has(one.connectionId) ? withoutRepetition(one, trends.get(host)?.[place] ?? []) : one,
    );
  };
  return {
    of: ({ node, machine, slots }) => {
      const ofSlots = machine.hosts.flatMap((host) =>
        Array.from({ length: host.size }, (_, place) => () => coursesOf(host, place)),
      );
      return slots.map((slot) => (isUntold(node.devices[slot]) ? [] : (ofSlots[slot]?.() ?? [])));
    },
    gaps: [...gaps],
  };
}

function isSameSeries(one: FiledSeries, other: FiledSeries): boolean {
  if (one.connectionId !== other.connectionId || one.definition !== other.definition) return false;
  const [own, others] = [Object.entries(one.attributes), other.attributes];
  return own.length === Object.keys(others).length && own.every(([key, value]) => others[key] === value);
}

/** What slices do shows in other metrics of the whole device as nothing at all. */
function sayUntold(count: number): string {
  const gpus = count === 1 ? '1 GPU in slices is' : `${count} GPUs in slices are`;
  return `${gpus} left out: slices are not measured by this metric, only by engine activity.`;
}
