'use client';
import type { ReactNode } from 'react';
import { PanelSources } from '@/components/overview/panel-sources';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { GpuPlacement } from '@/lib/api/contracts/gpus';
import { formatCount } from '@/lib/format/format-count';
import { formatNumber, formatQuantity } from '@/lib/format/format-number';
import { formatPercent } from '@/lib/format/metric-words';
import { FigureNote } from '../figure-note';
import { GpuFigureText, sayGpuFigure } from '../gpu-figure';

type Model = GpuPlacement['models'][number];
type Place = NonNullable<Model['largest']['node']>;

/** What is not known to be free counts as held, so a number of jobs is a floor while anything is unknown. */
const sayAtLeast = (value: number, { free }: Pick<Model, 'free'>) => formatCount({ value, atLeast: free.atLeast });

const sayNone = ({ free }: Pick<Model, 'free'>) =>
  free.atLeast ? 'Nothing of it is known to be free there' : 'Nothing of it is free there';

export interface ModelPlacementProps {
  model: Model;
  placement: GpuPlacement;
  isRefreshing: boolean;
}

/** One model of GPU: what is free, in what pieces, and where. */
export function ModelPlacement({ model, placement, isRefreshing }: ModelPlacementProps) {
  const { at, sources, siteTitles } = placement;
  return (
    <Panel title={model.model} sources={<PanelSources sources={sources} />} isRefreshing={isRefreshing}>
      <div className="grid gap-4 px-4 py-3 lg:grid-cols-[14rem_minmax(0,1fr)_minmax(0,1fr)]">
        <div className="flex flex-col gap-3">
          <div>
            <Heading title="Free">
              <FigureNote
                title={`${model.model}: free`}
                definition="Devices that nobody holds, on nodes that take work. Withheld: as free, but on nodes that are drained, cordoned or not ready."
                formula="Devices less those held. Those of which no source tells stand beside it as unknown and count as not free."
                at={at}
                sources={sources}
              />
            </Heading>
            <GpuFigureText figure={model.free} />
            <p className="text-meta text-muted">{formatQuantity(model.withheld, 'more withheld', 'more withheld')}</p>
          </div>
          <div>
            <Heading title="Fragmentation">
              <FigureNote
                title={`${model.model}: fragmentation`}
                definition="How much of what is free cannot be had in one piece. 0 %: one job could take all of it."
                formula={`1 − largest job in one cluster ÷ free${sayFragmentation(model)}`}
                at={at}
                sources={sources}
              />
            </Heading>
            <p className="font-semibold text-page tabular-nums">
              {model.fragmentation === null ? (
                <Missing reason={`${sayNone(model)}, so nothing is in pieces`} isFocusable />
              ) : (
                formatPercent(model.fragmentation * 100)
              )}
            </p>
          </div>
        </div>
        <Largest model={model} note={<LargestNote model={model} at={at} sources={sources} />} />
        <Slots model={model} />
      </div>
      <SiteTable model={model} siteTitles={siteTitles} />
    </Panel>
  );
}

function Heading({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="flex min-h-7 items-center gap-1">
      <h3 className="text-meta text-muted">{title}</h3>
      {children}
    </div>
  );
}

function sayFragmentation({ largest, free, fragmentation }: Model): string {
  if (fragmentation === null || largest.cluster === null) return '.';
  return `: 1 − ${formatNumber(largest.cluster.gpus)} ÷ ${formatNumber(free.value)} = ${formatPercent(fragmentation * 100)}.`;
}

function LargestNote({ model, at, sources }: { model: Model } & Pick<GpuPlacement, 'at' | 'sources'>) {
  return (
    <FigureNote
      title={`${model.model}: largest job that fits now`}
      definition="The most GPUs one job could take at this moment, if all of them must stand within one node, one NVLink domain, one cluster, one site, or anywhere. Quotas and queues may still hold it back."
      formula="Most free devices on any one of them; devices of which no source tells count as not free."
      at={at}
      sources={sources}
    />
  );
}

function Largest({ model, note }: { model: Model; note: ReactNode }) {
  const { largest, largestOfWholeNodes } = model;
  const rows: [string, Place | null][] = [
    ['On one node', largest.node],
    ['In one NVLink domain', largest.nvlinkDomain],
    ['In one cluster', largest.cluster],
    ['In one cluster, whole nodes', largestOfWholeNodes.cluster],
    ['At one site', largest.site],
    ['At one site, whole nodes', largestOfWholeNodes.site],
    ['Everywhere', largest.everywhere],
  ];
  return (
    <div>
      <Heading title="Largest job that fits now">{note}</Heading>
      <table className="w-full text-left text-table">
        <thead className="sr-only">
          <tr>
            <th scope="col">Within</th>
            <th scope="col">GPUs</th>
            <th scope="col">Where</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([title, place]) => (
            <tr key={title} className="border-t">
              <th scope="row" className="h-7 pr-3 font-normal text-muted">
                {title}
              </th>
              <td className="h-7 text-right font-medium tabular-nums">
                {place === null ? <Missing reason={sayNone(model)} /> : sayAtLeast(place.gpus, model)}
              </td>
              <td className="h-7 max-w-40 truncate pl-3 text-muted" title={place?.where}>
                {place?.where}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Slots({ model }: { model: Model }) {
  return (
    <div>
      <Heading title="Jobs of a size that fit at the same time" />
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
      <p className="text-meta text-muted">Each within one cluster, on as few nodes as its size needs.</p>
    </div>
  );
}

function SiteTable({ model, siteTitles }: { model: Model; siteTitles: GpuPlacement['siteTitles'] }) {
  if (model.sites.length === 0) return null;
  return (
    <TableRegion label={`${model.model} by site`} className="border-t">
      <Table>
        <thead>
          <tr>
            <HeaderCell isPinned className="pl-4">
              Site
            </HeaderCell>
            <HeaderCell isNumeric>Free</HeaderCell>
            <HeaderCell isNumeric>Largest job</HeaderCell>
            <HeaderCell>Where</HeaderCell>
            <HeaderCell isNumeric>Of whole nodes</HeaderCell>
            <HeaderCell isNumeric className="pr-4">
              Fragmentation
            </HeaderCell>
          </tr>
        </thead>
        <tbody>
          {model.sites.map((site) => (
            <TableRow key={site.site}>
              <Cell isPinned className="whitespace-nowrap pl-4">
                {siteTitles[site.site] ?? site.site}
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
                  <Missing reason="No whole node of it is known to be free there" />
                ) : (
                  sayAtLeast(site.largestOfWholeNodes.gpus, site)
                )}
              </Cell>
              <Cell isNumeric className="pr-4">
                {site.fragmentation === null ? (
                  <Missing reason={sayNone(site)} />
                ) : (
                  formatPercent(site.fragmentation * 100)
                )}
              </Cell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </TableRegion>
  );
}
