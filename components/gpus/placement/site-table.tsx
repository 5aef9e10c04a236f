import { Missing } from '@/components/ui/missing';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { GpuPlacement } from '@/lib/api/contracts/gpu-capacity';
import { FigureNote } from '../figure-note';
import { sayGpuFigure } from '../gpu-figure';
import { PlacementHeading } from './placement-heading';
import { type PlacedModel, sayAtLeast, sayFragmentation, sayNone, sayNoWholeNode } from './placement-words';

/** What is known at each site of a model of which nothing is known to be free. */
function SiteList({ model, placement }: { model: PlacedModel; placement: GpuPlacement }) {
  return (
    <ul className="flex flex-wrap gap-x-6 gap-y-1 px-4 pb-3">
      {model.sites.map(({ site, free }) => (
        <li key={site}>
          {placement.siteTitles[site] ?? site} <span className="text-muted tabular-nums">{sayGpuFigure(free)}</span>
        </li>
      ))}
    </ul>
  );
}

/** What is free at each site, and the largest job within one of its clusters. */
export function SiteTable({ model, placement }: { model: PlacedModel; placement: GpuPlacement }) {
  if (model.sites.length === 0) return null;
  return (
    <div className="border-t">
      <div className="px-4 pt-1">
        <PlacementHeading title={model.free.value === 0 ? 'Free by site' : 'By site'}>
          <FigureNote
            title={`${model.model}: by site`}
            definition="Free: devices at the site that nobody holds, on nodes that take work. Largest in one cluster: the most GPUs one job could take within any one of the site’s clusters, and in which; of whole nodes: if it takes only nodes that are free as a whole. Fragmentation: how much of what is free at the site cannot be had within one cluster."
            formula="Free: devices less those held or of which no source tells. Largest: most free devices in one of the clusters. Fragmentation: 1 − largest in one cluster ÷ free."
            at={placement.at}
            sources={placement.sources}
          />
        </PlacementHeading>
      </div>
      {model.free.value === 0 ? (
        <SiteList model={model} placement={placement} />
      ) : (
        <TableRegion label={`${model.model} by site`}>
          <Table>
            <thead>
              <tr>
                <HeaderCell isPinned className="pl-4">
                  Site
                </HeaderCell>
                <HeaderCell isNumeric>Free</HeaderCell>
                <HeaderCell isNumeric>Largest job in one cluster</HeaderCell>
                <HeaderCell>Cluster</HeaderCell>
                <HeaderCell isNumeric>In one cluster, whole nodes</HeaderCell>
                <HeaderCell isNumeric className="pr-4">
                  Fragmentation
                </HeaderCell>
              </tr>
            </thead>
            <tbody>
              {model.sites.map((site) => (
                <SiteRow key={site.site} site={site} title={placement.siteTitles[site.site] ?? site.site} />
              ))}
            </tbody>
          </Table>
        </TableRegion>
      )}
    </div>
  );
}

function SiteRow({ site, title }: { site: PlacedModel['sites'][number]; title: string }) {
  return (
    <TableRow>
      <Cell isPinned className="whitespace-nowrap pl-4">
        {title}
      </Cell>
      <Cell isNumeric className="whitespace-nowrap">
        {sayGpuFigure(site.free)}
      </Cell>
      <Cell isNumeric>
        {site.largest === null ? <Missing reason={sayNone(site)} /> : sayAtLeast(site.largest.gpus, site)}
      </Cell>
      <Cell className="whitespace-nowrap text-muted">{site.largest?.where}</Cell>
      <Cell isNumeric>
        {site.largestOfWholeNodes === null ? (
          <Missing reason={sayNoWholeNode(site)} />
        ) : (
          sayAtLeast(site.largestOfWholeNodes.gpus, site)
        )}
      </Cell>
      <Cell isNumeric className="whitespace-nowrap pr-4">
        {site.fragmentation === null ? <Missing reason={sayNone(site)} /> : sayFragmentation(site.fragmentation, site)}
      </Cell>
    </TableRow>
  );
}
