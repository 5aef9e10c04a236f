'use client';
import { clsx } from 'clsx';
import { MapPin } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { sayGpuFigure } from '@/components/gpus/gpu-figure';
import { RowSpacer } from '@/components/gpus/row-spacer';
import { useRowCursor } from '@/components/inventory/list/use-row-cursor';
import { useRowWindow } from '@/components/inventory/list/use-row-window';
import { Instant } from '@/components/time/instant';
import { StatusMark } from '@/components/ui/status-mark';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import { TwoLines } from '@/components/ui/two-lines';
import type { SiteCosts, SiteStanding } from '@/lib/api/contracts/site-pages';
import { formatCount, isUnknownCount } from '@/lib/format/format-count';
import { nameProvider } from '@/lib/format/provider-words';
import { nameSite } from '@/lib/format/site-words';
import type { SiteSortKey } from '@/lib/queries/sites-url';
import { sayLinkTroubles } from './say-link-troubles';
import { SiteCost } from './site-cost';
import { toSiteHref } from './to-site-href';

/** The frame ends where a row does: 32 + 13 × 52 pixels are 44.25 rem. */
const rows = { rowHeight: 52, headerHeight: 32, overscan: 6 };

export interface SiteListProps {
  sites: readonly SiteStanding[];
  /** Null: not read, or not for this person, who then has no column of them. */
  costs: SiteCosts | null;
  selected: string | null;
  onSelect: (name: string | null) => void;
  sort: SiteSortKey;
  order: 'asc' | 'desc';
  onSort: (key: SiteSortKey) => void;
}

/** Sites, a row each; a row's name leads to its page, and pressing the row marks it here and on the map. */
export function SiteList({ sites, costs, selected, onSelect, sort, order, onSort }: SiteListProps) {
  const frame = useRef<HTMLElement>(null);
  const view = useRowWindow(frame, sites.length, rows);
  const { reveal } = view;
  const mark = (index: number) => onSelect(sites[index]?.name ?? null);
  const cursor = useRowCursor({
    rowCount: sites.length,
    frame,
    reveal,
    onMove: mark,
    onToggle: (index) => onSelect(sites[index]?.name === selected ? null : (sites[index]?.name ?? null)),
  });
  const at = sites.findIndex(({ name }) => name === selected);
  const latest = useRef({ reveal, at });
  useEffect(() => {
    latest.current = { reveal, at };
  });
  // What is chosen on the map comes into view; a list that is read again stays where it is.
  useEffect(() => {
    if (selected !== null && latest.current.at >= 0) latest.current.reveal(latest.current.at);
  }, [selected]);

  const sorted = (key: SiteSortKey) => ({
    sort: sort !== key ? ('none' as const) : order === 'asc' ? ('ascending' as const) : ('descending' as const),
    onSort: () => onSort(key),
  });
  return (
    <TableRegion ref={frame} label="List of sites" className="max-h-[44.25rem]">
      <Table aria-rowcount={sites.length + 1}>
        <thead>
          <tr>
            <HeaderCell isPinned className="pl-4" {...sorted('name')}>
              Site
            </HeaderCell>
            <HeaderCell {...sorted('status')}>Status</HeaderCell>
            <HeaderCell isNumeric {...sorted('gpus')}>
              GPUs
            </HeaderCell>
            <HeaderCell isNumeric className={costs === null ? 'pr-4' : undefined} {...sorted('links')}>
              Links
            </HeaderCell>
            {costs === null ? null : (
              <HeaderCell isNumeric className="pr-4">
                Month’s cost
              </HeaderCell>
            )}
          </tr>
        </thead>
        <tbody>
          <RowSpacer height={view.before} />
          {sites.slice(view.first, view.end).map((site, index) => (
            <SiteRow
              key={site.name}
              site={site}
              index={view.first + index}
              costs={costs}
              isSelected={site.name === selected}
              onSelect={() => {
                cursor.stand(view.first + index);
                onSelect(site.name);
              }}
            />
          ))}
          <RowSpacer height={view.after} />
        </tbody>
      </Table>
    </TableRegion>
  );
}

interface SiteRowProps {
  site: SiteStanding;
  index: number;
  costs: SiteCosts | null;
  isSelected: boolean;
  onSelect: () => void;
}

function SiteRow({ site, index, costs, isSelected, onSelect }: SiteRowProps) {
  const { name, status, reasons, gpus, links, oldestSourceAt } = site;
  const [worst, ...others] = reasons;
  const troubles = sayLinkTroubles(links);
  const isOnMap = site.latitude !== null && site.longitude !== null;
  return (
    <TableRow
      isSelected={isSelected}
      data-index={index}
      aria-rowindex={index + 2}
      className="h-13 cursor-pointer"
      onClick={(event) => {
        // A link within the row leads elsewhere.
        if (!(event.target instanceof Element && event.target.closest('a, button'))) onSelect();
      }}
    >
      <Cell isPinned className="max-w-44 pl-4">
        <TwoLines isCut second={sayProviders(site)}>
          <TextLink href={toSiteHref(name)} title={name} data-row-link className="block truncate font-medium">
            {nameSite(site)}
          </TextLink>
        </TwoLines>
      </Cell>
      <Cell className="max-w-52">
        <TwoLines
          isCut
          second={
            worst === undefined ? null : (
              <span title={reasons.join('\n')}>
                {worst}
                {others.length === 0 ? '' : ` and ${others.length} more`}
              </span>
            )
          }
        >
          <span className="flex items-center gap-1.5">
            <button
              type="button"
              aria-pressed={isSelected}
              onClick={onSelect}
              title={isOnMap ? 'Show on the map' : 'It has no coordinates and is on no map'}
              className="inline-flex min-h-6 items-center gap-1 rounded-control"
            >
              <StatusMark tone={status} />
              {isOnMap ? <MapPin aria-hidden className="size-3.5 text-subtle" /> : null}
              <span className="sr-only">: select {nameSite(site)}</span>
            </button>
            <span className="text-meta text-subtle" title="How old its oldest source is">
              {oldestSourceAt === null ? 'age unknown' : <Instant at={oldestSourceAt} as="age" />}
            </span>
          </span>
        </TwoLines>
      </Cell>
      <Cell isNumeric className="whitespace-nowrap">
        <TwoLines second={sayActive(gpus)}>
          <span title={sayGpuFigure(gpus.total)}>{formatCount(gpus.total)}</span>
        </TwoLines>
      </Cell>
      <Cell isNumeric className={clsx('max-w-28', costs === null && 'pr-4')}>
        <TwoLines isCut second={<span title={troubles ?? undefined}>{troubles}</span>}>
          {formatCount(links.total)}
        </TwoLines>
      </Cell>
      {costs === null ? null : (
        <Cell isNumeric className="whitespace-nowrap pr-4">
          <SiteCost costs={costs} site={name} />
        </Cell>
      )}
    </TableRow>
  );
}

function sayProviders({ providers, country }: SiteStanding): string {
  const names = providers.map(({ provider }) => nameProvider(provider));
  const told = names.length > 2 ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} more` : names.join(', ');
  return [country, told === '' ? 'Nothing stands there' : told].filter((each) => each !== null).join(' · ');
}

/** How many of its GPUs work; null: it has none. */
function sayActive({ total, active }: SiteStanding['gpus']): string | null {
  if (total.value === 0 && !total.atLeast) return null;
  const count = { value: Math.floor(active.value), atLeast: active.atLeast };
  return isUnknownCount(count) ? 'active unknown' : `${formatCount(count)} active`;
}
