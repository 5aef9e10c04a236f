import type { GpuPlacement } from '@/lib/api/contracts/gpu-capacity';
import { formatNumber } from '@/lib/format/format-number';
import { FigureNote } from '../figure-note';
import { PlacementHeading } from './placement-heading';
import { type PlacedModel, sayAtLeast } from './placement-words';

/** How many jobs of each size fit at once. */
export function SlotsTable({ model, placement }: { model: PlacedModel; placement: GpuPlacement }) {
  return (
    <div>
      <PlacementHeading title="Jobs of a size that fit at the same time">
        <FigureNote
          title={`${model.model}: jobs that fit at the same time`}
          definition="How many jobs of so many GPUs could start at this moment, if all were of that size. Each stands within one cluster, on as few nodes as its size needs. Quotas and queues may still hold them back."
          formula="On each node, free devices ÷ the size, rounded down. A job larger than a node takes as many whole free nodes as it fills, and the rest of it on one node more. Added up over clusters; devices of which no source tells count as not free."
          at={placement.at}
          sources={placement.sources}
        />
      </PlacementHeading>
      <table className="w-full text-left text-table">
        <thead>
          <tr className="text-meta text-muted">
            <th scope="col" className="h-7 font-medium">
              GPUs a job
            </th>
            <th scope="col" className="h-7 text-right font-medium">
              Jobs
            </th>
          </tr>
        </thead>
        <tbody>
          {model.slots.map(({ gpus, jobs }) => (
            <tr key={gpus} className="border-t">
              <td className="h-7 tabular-nums">{formatNumber(gpus)}</td>
              <td className="h-7 text-right tabular-nums">{sayAtLeast(jobs, model)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="text-meta text-muted">
        Each within one cluster, on as few nodes as its size needs: a job larger than a node on nodes that are free as a
        whole.
      </p>
    </div>
  );
}
