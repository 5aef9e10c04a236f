import { toNodeTimeline } from '@/lib/analytics/gpus/fleet/node-timeline';
import type { GpuTimeline, GpuTimelineQuery } from '@/lib/api/contracts/gpus';
import { metricStoreOf } from '@/lib/store/metrics/metric-store-of';
import { startsOf } from '@/lib/views/gpus/device/history-step';
import { toKeptGaps } from '@/lib/views/gpus/device/kept-gaps';
import type { ViewContext } from '@/lib/views/view-context';
import { chooseMetric } from './choose-metric';
import { matchFleet, sortWorstFirst } from './match-fleet';
import { toNodeCells } from './node-cells';
import { readCourses } from './read-courses';
import { chooseTimelineStep } from './timeline-step';
import { toPercent } from './to-percent';
import { readVisibleFleet } from './visible-fleet';

/** Most nodes told at once. */
const mostNodes = 2_000;

/** How busy the nodes were over time whose devices match the filter now, the worst first. */
export async function readGpuTimeline(
  context: ViewContext,
  { metric: asked, from, to, ...filter }: GpuTimelineQuery,
): Promise<GpuTimeline> {
  const { fleet, nodes, sources } = await readVisibleFleet(context);
  const shown = nodes.map((node) => toNodeCells(node, fleet.judgements));
  const metric = asked ?? chooseMetric(shown);
  const sorted = sortWorstFirst(matchFleet(shown, filter).nodes);
  const told = sorted.slice(0, mostNodes);
  const store = metricStoreOf(context.database.pool);
  const range = { from: new Date(from), to: new Date(to) };
  const stepMs = chooseTimelineStep(range, store.retention, context.now);
  const startsAt = startsOf(range, stepMs);
  const steps = { startMs: startsAt[0] ?? range.from.getTime(), stepMs, count: startsAt.length };
  const courses = await readCourses(store, fleet, told, { metric, range, steps });
  return {
    sources,
    metric,
    stepMs,
    startsAt: startsAt.map((start) => new Date(start).toISOString()),
    nodes: told.map((matched) => {
      const { id, name, site, cluster } = matched.node;
      const values = toNodeTimeline(courses.of(matched), metric, steps);
      return {
        id,
        name,
        site,
        cluster,
        gpus: matched.slots.length,
        values: values.map((share) => toPercent(share ?? undefined)),
      };
    }),
    nodesLeftOut: sorted.length - told.length,
    gaps: [...new Set([...fleet.gaps, ...courses.gaps, ...toKeptGaps(store.retention, range, stepMs, context.now)])],
  };
}
