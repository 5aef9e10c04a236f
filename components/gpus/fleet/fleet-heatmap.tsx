'use client';
import { useRouter } from 'next/navigation';
import { useCallback, useId, useMemo, useState } from 'react';
import { ChartMenu } from '@/components/charts/chart-menu';
import { HeatGrid } from '@/components/charts/draw/heat-grid';
import { HeatLegend } from '@/components/charts/draw/heat-legend';
import type { HeatCell } from '@/components/charts/prepare/walk-heat-grid';
import { PanelSources } from '@/components/overview/panel-sources';
import { Panel } from '@/components/ui/panel';
import type { BusyMetric } from '@/lib/api/contracts/gpu-keys';
import type { GpuFleet } from '@/lib/api/contracts/gpus';
import { formatPercent, nameMetric } from '@/lib/format/metric-words';
import { DefinitionChoice } from '../definition-choice';
import { sayGpuFigure } from '../gpu-figure';
import { gpuHealthWords, gpuUseWords } from '../gpu-words';
import { useDeviceHref } from '../use-device-href';
import { FleetTable } from './fleet-table';
import { fleetToCsv } from './fleet-to-csv';
import { SiteBars } from './site-bars';
import { type FleetPlace, listFleetCells, listFleetPlaces, toFleetCell, toHeatSections } from './to-fleet-cells';
import { toHealthFigure } from './to-health-figure';

const anchor = 'fleet-heatmap';
/** From here on cells are the smallest that can still be told apart and pointed at. */
const manyCells = 2_000;
const mostHeight = 720;

export interface FleetHeatmapProps {
  fleet: GpuFleet;
  isRefreshing: boolean;
  onMetric: (metric: BusyMetric) => void;
}

/** Every GPU as a cell, by site, cluster and node, the worst first. */
export function FleetHeatmap({ fleet, isRefreshing, onMetric }: FleetHeatmapProps) {
  const router = useRouter();
  const toHref = useDeviceHref();
  const captionId = useId();
  const [isTable, setIsTable] = useState(false);
  const sections = useMemo(() => toHeatSections(fleet), [fleet]);
  const places = useMemo(() => new Map(listFleetPlaces(fleet).map((place) => [place.node.id, place])), [fleet]);
  // A line a device is made only for whom reads it so: there may be tens of thousands.
  const cells = useMemo(() => (isTable ? listFleetCells(fleet) : []), [isTable, fleet]);
  const sayCount = (value: number) => sayGpuFigure({ ...fleet.funnel.total, value, unknown: 0 });
  const { gpus, unmeasured } = useMemo(() => countCells(places.values()), [places]);
  const geometry = useMemo(
    () => ({
      cellWidth: gpus > manyCells ? 12 : 16,
      cellHeight: gpus > manyCells ? 13 : 16,
      labelWidth: 168,
    }),
    [gpus],
  );

  const find = useCallback(
    ({ placed, position }: HeatCell) => {
      const place = places.get(placed.row.id);
      return place ? toFleetCell(place, position) : null;
    },
    [places],
  );
  const tell = useCallback(
    (cell: HeatCell) => {
      const { placed } = cell;
      const found = find(cell);
      if (!found) return { title: placed.row.name, lines: [] };
      const busy = found.busy === null ? 'not measured lately' : formatPercent(found.busy);
      return {
        title: `${found.node}, GPU ${found.slot}`,
        lines: [
          `${found.model}, ${placed.section.title}${found.cluster === null ? '' : `, ${found.cluster}`}`,
          `${nameMetric(fleet.metric)}: ${busy}`,
          `${gpuUseWords[found.use].word}: ${gpuUseWords[found.use].says}`,
          `Health: ${gpuHealthWords[found.health].word.toLowerCase()}`,
          'Who holds it stands on its page.',
        ],
      };
    },
    [find, fleet.metric],
  );
  const open = useCallback(
    (cell: HeatCell) => {
      const found = find(cell);
      if (found) router.push(toHref(found.nodeId, found.slot));
    },
    [router, find, toHref],
  );

  return (
    <Panel
      title="Fleet heatmap"
      unit={`% by ${nameMetric(fleet.metric)}, a cell a GPU`}
      sources={<PanelSources sources={fleet.sources} />}
      isRefreshing={isRefreshing}
      menu={
        <ChartMenu
          title="Fleet heatmap"
          anchor={anchor}
          isTable={isTable}
          onTable={setIsTable}
          toCsv={() => fleetToCsv(listFleetCells(fleet), fleet)}
        />
      }
    >
      <figure id={anchor} aria-labelledby={captionId} className="flex flex-col gap-3 px-4 py-3">
        <DefinitionChoice metric={fleet.metric} definitions={fleet.definitions} onMetric={onMetric} />
        <figcaption id={captionId} className="sr-only">
          GPUs by {nameMetric(fleet.metric)}: {sayCount(gpus)}. Not measured: {sayCount(unmeasured)}. Failed:{' '}
          {sayGpuFigure(toHealthFigure(fleet, 'failed'))}. Sites, clusters and nodes with most failed GPUs come first.
        </figcaption>
        {isTable ? (
          <FleetTable cells={cells} metric={fleet.metric} siteTitles={fleet.siteTitles} />
        ) : (
          <>
            <div className="flex flex-col gap-3 max-sm:hidden">
              <HeatLegend
                missing="not measured"
                glyphs={[
                  { glyph: 'faulted', says: 'failed' },
                  { glyph: 'degraded', says: 'degraded' },
                  { glyph: 'unclear', says: 'health unknown' },
                ]}
              />
              <HeatGrid
                label={`GPUs by ${nameMetric(fleet.metric)}`}
                instructions="Arrow keys walk from GPU to GPU, Page Up and Page Down from cluster to cluster; Enter opens one. The menu shows them as a table."
                sections={sections}
                geometry={geometry}
                mostHeight={mostHeight}
                tell={tell}
                onOpen={open}
              />
            </div>
            <SiteBars fleet={fleet} />
          </>
        )}
      </figure>
    </Panel>
  );
}

function countCells(places: Iterable<FleetPlace>): { gpus: number; unmeasured: number } {
  let [gpus, unmeasured] = [0, 0];
  for (const { node } of places) {
    gpus += node.busy.length;
    for (const busy of node.busy) if (busy === null) unmeasured += 1;
  }
  return { gpus, unmeasured };
}
