'use client';
import type { GpuFigure, GpuFleet } from '@/lib/api/contracts/gpus';
import { formatPercent } from '@/lib/format/metric-words';
import { activityMetrics } from '../activity-metrics';
import { FigureNote, type FigureNoteProps } from '../figure-note';
import { GpuFigureText } from '../gpu-figure';
import { sayUnplaced } from './say-unplaced';

/** total → allocated → active → effective, each with what is known and what is not. */
export function Funnel({ fleet }: { fleet: GpuFleet }) {
  const { funnel } = fleet;
  return (
    <ol className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
      {toStages(fleet).map(({ figure, caption, ...note }) => (
        <li key={note.title} className="flex flex-col gap-1 rounded-panel border bg-surface px-4 py-3">
          <div className="flex items-center justify-between">
            <h2 className="text-meta text-muted">{note.title}</h2>
            <FigureNote {...note} at={fleet.at} sources={fleet.sources} />
          </div>
          <GpuFigureText figure={figure} />
          <FunnelBar figure={figure} of={funnel.total} />
          <p className="text-meta text-muted">{caption}</p>
        </li>
      ))}
    </ol>
  );
}

type Stage = Omit<FigureNoteProps, 'at' | 'sources'> & { figure: GpuFigure; caption: string };

function toStages({ funnel, definitions, unplaced }: GpuFleet): Stage[] {
  const activity = definitions.filter(({ metric }) => activityMetrics.has(metric));
  const tensor = definitions.find((one) => one.metric === 'gpu.tensor.active');
  const activeFrom = formatPercent(funnel.activeFrom * 100);
  return [
    {
      title: 'Total',
      figure: funnel.total,
      caption: 'GPUs that exist',
      definition: 'Devices of the machines in the inventory, given out or not, each counted once.',
      formula: 'Sum of the devices of all machines that hold any.',
    },
    {
      title: 'Allocated',
      figure: funnel.allocated,
      caption: 'given out to somebody; not how much they are used',
      definition: 'Devices that a pod, a job, a machine or an endpoint holds, as schedulers and exporters tell.',
      formula: 'Devices held. Those of which no source tells are left out and stand beside it as unknown.',
    },
    {
      title: 'Active',
      figure: funnel.active,
      caption: `busy ${activeFrom} or more, of those measured`,
      definition:
        'Devices whose newest sample says that they do work, allocated or not: by SM active; where nobody measures that, by engine active; else by kernel active.',
      formula: `Devices measured at ${activeFrom} or more. Those nobody measured lately are left out and stand beside it as unknown.`,
      leftOut: sayUnplaced(unplaced),
      sourceNames: activity.flatMap(({ sourceNames }) => sourceNames),
      oldestAt: activity.flatMap(({ oldestAt }) => oldestAt ?? []).sort()[0],
    },
    {
      title: 'Effective',
      figure: funnel.effective,
      caption: 'GPUs’ worth of tensor work',
      definition: 'How many devices the tensor work of all active devices would fill.',
      formula: 'Sum of tensor-active shares over active devices; one device at 40 % counts 0.4.',
      sourceNames: tensor?.sourceNames ?? [],
      oldestAt: tensor?.oldestAt,
    },
  ];
}

/** How much of the total a stage is: known solid, unknown hatched. Nothing is drawn of a total that is itself unknown. */
function FunnelBar({ figure, of }: { figure: GpuFigure; of: GpuFigure }) {
  const whole = of.value + of.unknown;
  if (whole === 0) return null;
  const known = Math.min(1, figure.value / whole);
  const unknown = Math.min(1 - known, figure.unknown / whole);
  return (
    <svg aria-hidden="true" width="100%" height="8" className="text-sequential-4">
      <defs>
        <pattern id="funnel-unknown" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" y1="0" x2="0" y2="5" strokeWidth="2" className="stroke-unknown-mark" />
        </pattern>
      </defs>
      <rect width="100%" height="8" rx="2" className="fill-sunken" />
      <rect width={`${known * 100}%`} height="8" rx="2" fill="currentColor" />
      <rect x={`${known * 100}%`} width={`${unknown * 100}%`} height="8" fill="url(#funnel-unknown)" />
    </svg>
  );
}
