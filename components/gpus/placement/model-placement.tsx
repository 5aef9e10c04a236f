'use client';
import { clsx } from 'clsx';
import { PanelSources } from '@/components/overview/panel-sources';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import type { GpuPlacement } from '@/lib/api/contracts/gpu-capacity';
import { formatNumber } from '@/lib/format/format-number';
import { FigureNote } from '../figure-note';
import { GpuFigureText, sayGpuFigure } from '../gpu-figure';
import { LargestJobs } from './largest-jobs';
import { PlacementHeading } from './placement-heading';
import { type PlacedModel, sayFragmentation, sayNoJob, sayNone } from './placement-words';
import { SiteTable } from './site-table';
import { SlotsTable } from './slots-table';

export interface ModelPlacementProps {
  model: PlacedModel;
  placement: GpuPlacement;
  isRefreshing: boolean;
}

/** One model of GPU: what is free, in what pieces, and where. */
export function ModelPlacement({ model, placement, isRefreshing }: ModelPlacementProps) {
  const { at, sources } = placement;
  const isAnyFree = model.free.value > 0;
  return (
    <Panel title={model.model} sources={<PanelSources sources={sources} />} isRefreshing={isRefreshing}>
      <div className={clsx('grid gap-4 px-4 py-3', isAnyFree && 'lg:grid-cols-[14rem_minmax(0,1fr)_minmax(0,1fr)]')}>
        <div className={clsx('grid content-start gap-x-8 gap-y-3', !isAnyFree && 'sm:grid-cols-3')}>
          <div>
            <PlacementHeading title="Free">
              <FigureNote
                title={`${model.model}: free`}
                definition="Devices that nobody holds, in working order, on nodes that take work."
                formula="Devices less those held, failed or withheld. Those of which no source tells stand beside it as unknown and count as not free."
                at={at}
                sources={sources}
              />
            </PlacementHeading>
            <GpuFigureText figure={model.free} />
          </div>
          <div>
            <PlacementHeading title="Withheld">
              <FigureNote
                title={`${model.model}: withheld`}
                definition="As free as those above, but on nodes that are drained, cordoned or not ready, so that no job gets them. They are in none of the other figures."
                formula="Free devices of nodes that take no work. Devices of which no source tells whether they are free, or their node takes work, stand beside it as unknown."
                at={at}
                sources={sources}
              />
            </PlacementHeading>
            <p className="font-semibold text-page tabular-nums">
              {sayGpuFigure({ ...model.free, value: model.withheld })}
            </p>
          </div>
          <div>
            <PlacementHeading title="Fragmentation">
              <FigureNote
                title={`${model.model}: fragmentation`}
                definition="How much of what is free cannot be had in one piece. 0 %: one job could take all of it. While more may be free than is known, it is of what is known."
                formula={`1 − largest job in one cluster ÷ free${writeOut(model)}`}
                at={at}
                sources={sources}
              />
            </PlacementHeading>
            <p className="font-semibold text-page tabular-nums">
              {model.fragmentation === null ? (
                <Missing reason={`${sayNone(model)}, so nothing is in pieces`} isFocusable />
              ) : (
                sayFragmentation(model.fragmentation, model)
              )}
            </p>
          </div>
        </div>
        {isAnyFree ? (
          <>
            <LargestJobs model={model} placement={placement} />
            <SlotsTable model={model} placement={placement} />
          </>
        ) : (
          <p className="text-muted">{sayNoJob(model)}</p>
        )}
      </div>
      <SiteTable model={model} placement={placement} />
    </Panel>
  );
}

/** The formula with its numbers. */
function writeOut(model: PlacedModel): string {
  const { largest, free, fragmentation } = model;
  if (fragmentation === null || largest.cluster === null) return '.';
  const share = sayFragmentation(fragmentation, model);
  return `: 1 − ${formatNumber(largest.cluster.gpus)} ÷ ${formatNumber(free.value)} = ${share}.`;
}
