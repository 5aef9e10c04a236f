import type { HeatRow, HeatSection } from '@/components/charts/prepare/to-heat-grid';
import type { GpuTimeline } from '@/lib/api/contracts/gpus';
import { formatQuantity } from '@/lib/format/format-number';

type TimelineNode = GpuTimeline['nodes'][number];

/** Whether the last bucket is not over yet at that moment. */
export function isLastPartial({ startsAt, stepMs }: Pick<GpuTimeline, 'startsAt' | 'stepMs'>, now: Date): boolean {
  const last = startsAt.at(-1);
  return last !== undefined && Date.parse(last) + stepMs > now.getTime();
}

/** Nodes over time as a heatmap draws them, by site and cluster, in the order the API gives. */
export function toTimelineSections(
  timeline: Pick<GpuTimeline, 'nodes' | 'startsAt'>,
  siteTitles: Readonly<Record<string, string>>,
  isPartial: boolean,
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
      detail: formatQuantity(nodes.length, 'node'),
      groups: clusters.map(([cluster, members]) => ({
        title: cluster ?? (clusters.length > 1 ? 'In no cluster that is known' : ''),
        rows: members.map(toRow),
      })),
    };
  });
}
