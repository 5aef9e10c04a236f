'use client';
import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { useId, useMemo, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Notice } from '@/components/ui/panel-states';
import { TextLink } from '@/components/ui/text-link';
import type { SiteStanding } from '@/lib/api/contracts/site-pages';
import { formatNumber, formatQuantity } from '@/lib/format/format-number';
import { nameSite } from '@/lib/format/site-words';
import { siteLinesQuery } from '@/lib/queries/site-pages';
import { MapLegend } from './map/map-legend';
import type { MapLink } from './map/map-site';
import { SiteMap } from './map/site-map';
import { listOffMap, toMapLinks, toMapSites } from './to-map-sites';

export interface SiteMapPanelProps {
  sites: readonly SiteStanding[];
  /** The name of the marked site; null: none. */
  selected: string | null;
  onSelect: (name: string) => void;
}

const noLinks: readonly MapLink[] = [];

/** The map of the sites in the list, and which of them are not on it. On a narrow screen it is put away at first. */
export function SiteMapPanel({ sites, selected, onSelect }: SiteMapPanelProps) {
  const [isOpen, setOpen] = useState(false);
  const mapId = useId();
  const topology = useQuery(siteLinesQuery);
  const onMap = useMemo(() => toMapSites(sites), [sites]);
  const links = useMemo(() => (topology.data === undefined ? noLinks : toMapLinks(topology.data)), [topology.data]);
  const offMap = listOffMap(sites);
  return (
    <Panel
      title="Map"
      unit="area: GPUs"
      isRefreshing={topology.isFetching && !topology.isPending}
      menu={
        <Button
          size="compact"
          className="sm:hidden"
          aria-expanded={isOpen}
          aria-controls={mapId}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? 'Hide map' : 'Show map'}
        </Button>
      }
    >
      <div id={mapId} className={clsx('sm:block', !isOpen && 'hidden')}>
        <SiteMap
          label={`Map of ${formatQuantity(onMap.length, 'site')}`}
          sites={onMap}
          links={links}
          selected={selected}
          onSelect={onSelect}
          className="aspect-5/4 max-h-100 w-full"
        />
        <MapLegend />
        {topology.error && topology.data === undefined ? (
          <Notice tone="unknown">Links are not drawn: they could not be read.</Notice>
        ) : null}
        {offMap.length === 0 ? null : <OffMap sites={offMap} />}
      </div>
    </Panel>
  );
}

const namesAtFirst = 6;

/** Sites that nobody gave coordinates, by name: a map that leaves them out must say so. */
function OffMap({ sites }: { sites: readonly SiteStanding[] }) {
  const [isWhole, setWhole] = useState(false);
  const names = sites.map(nameSite);
  const shown = isWhole || names.length <= namesAtFirst + 1 ? names : names.slice(0, namesAtFirst);
  return (
    <Notice
      tone="neutral"
      action={
        shown.length === names.length ? null : (
          <Button size="compact" onClick={() => setWhole(true)}>
            Name {formatNumber(names.length - shown.length)} more
          </Button>
        )
      }
    >
      {formatQuantity(names.length, 'site has', 'sites have')} no coordinates: {shown.join(', ')}
      {shown.length === names.length ? '' : ' …'} — set them in{' '}
      <TextLink href="/settings?tab=sites">Settings, Sites</TextLink>.
    </Notice>
  );
}
