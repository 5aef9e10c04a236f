import type { ReactNode } from 'react';
import { Missing } from '@/components/ui/missing';
import type { GpuPlacement } from '@/lib/api/contracts/gpu-capacity';
import { FigureNote } from '../figure-note';
import { PlacementHeading } from './placement-heading';
import { type PlacedModel, sayAtLeast, sayNoDomain, sayNone, sayNoWholeNode } from './placement-words';

type Place = NonNullable<PlacedModel['largest']['node']>;

interface Row {
  title: string;
  place: Place | null;
  /** Why nothing fits there. */
  none: string;
  /** The place is a site. */
  isSite?: boolean;
}

/** The largest job that fits within each bound. */
export function LargestJobs({ model, placement }: { model: PlacedModel; placement: GpuPlacement }) {
  const { siteTitles } = placement;
  return (
    <div>
      <PlacementHeading title="Largest job that fits now">
        <FigureNote
          title={`${model.model}: largest job that fits now`}
          definition="The most GPUs one job could take at this moment, if all of them must stand within one node, one NVLink domain, one cluster, all clusters of one site, or anywhere. Quotas and queues may still hold it back."
          formula="Most free devices on any one of them; of whole nodes, most devices on nodes that are free as a whole. Devices of which no source tells count as not free."
          at={placement.at}
          sources={placement.sources}
        />
      </PlacementHeading>
      <table className="w-full text-left text-table">
        <thead className="sr-only">
          <tr>
            <th scope="col">Within</th>
            <th scope="col">GPUs</th>
            <th scope="col">Where</th>
          </tr>
        </thead>
        <tbody>
          {toRows(model).map(({ title, place, none, isSite }) => {
            const where = place === null ? '' : isSite ? (siteTitles[place.where] ?? place.where) : place.where;
            return (
              <tr key={title} className="border-t">
                <th scope="row" className="h-7 pr-3 font-normal text-muted">
                  {title}
                </th>
                <td className="h-7 text-right font-medium tabular-nums">{toGpus(place, none, model)}</td>
                <td className="h-7 max-w-40 truncate pl-3 text-muted" title={where}>
                  {where}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function toGpus(place: Place | null, none: string, model: PlacedModel): ReactNode {
  return place === null ? <Missing reason={none} /> : sayAtLeast(place.gpus, model);
}

function toRows(model: PlacedModel): Row[] {
  const { largest, largestOfWholeNodes } = model;
  const [none, noWhole] = [sayNone(model), sayNoWholeNode(model)];
  return [
    { title: 'On one node', place: largest.node, none },
    { title: 'In one NVLink domain', place: largest.nvlinkDomain, none: sayNoDomain(model) },
    { title: 'In one cluster', place: largest.cluster, none },
    { title: 'In one cluster, whole nodes', place: largestOfWholeNodes.cluster, none: noWhole },
    { title: 'Over all clusters of a site', place: largest.site, none, isSite: true },
    { title: 'Over all clusters of a site, whole nodes', place: largestOfWholeNodes.site, none: noWhole, isSite: true },
    { title: 'Everywhere', place: largest.everywhere, none, isSite: true },
  ];
}
