import type { HeatRow, HeatSection } from '@/components/charts/prepare/to-heat-grid';
import type { GpuTimeline } from '@/lib/api/contracts/gpus';
import { describeCount } from '@/lib/format/format-count';

type TimelineNode = GpuTimeline['nodes'][number];

/** Whether the last bucket is not over yet at that moment. */
export function isLastPartial({ startsAt, stepMs }: Pick<GpuTimeline, 'startsAt' | 'stepMs'>, now: Date): boolean {
  const last = startsAt.at(-1);
  return last !== undefined && Date.parse(last) + stepMs > now.getTime();
}

/**
 * Nodes over time as a heatmap draws them, by site and cluster, in the order the API gives. `isPartial`: the last bucket is
 * not over. `isFloor`: a source is missing, so that there may be more nodes.
 */
export function toTimelineSections(
  timeline: Pick<GpuTimeline, 'nodes' | 'startsAt'>,
  siteTitles: Readonly<Record<string, string>>,
  { isPartial, isFloor }: { isPartial: boolean; isFloor: boolean },
): HeatSection[] {
  const last = timeline.startsAt.length - 1;
  const toRow = ({ id, name, values }: TimelineNode): HeatRow => ({
    id,
    name,
    values,
    glyphs: values.map((value, index) => (isPartial && index === last && value !== null ? 'partial' : null)),
  });
  return [...Map.groupBy(timeline.nodes, ({ site }) => site)].map(([site, nodes]) => {
    const clusters = [...Map.groupBy(nodes, ({ cluster }) => cluster)];
    return {
      title: siteTitles[site] ?? site,
      detail: describeCount({ value: nodes.length, atLeast: isFloor }, 'node'),
      groups: clusters.map(([cluster, members]) => ({
        title: cluster ?? (clusters.length > 1 ? 'In no cluster that is known' : ''),
        rows: members.map(toRow),
      })),
    };
  });
}
