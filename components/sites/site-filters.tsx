'use client';
import { useCallback, useRef } from 'react';
import { FacetChoice } from '@/components/facets/facet-choice';
import { useShortcut } from '@/components/keyboard/shortcuts-provider';
import { Button } from '@/components/ui/button';
import { SearchField } from '@/components/ui/search-field';
import type { SiteStanding } from '@/lib/api/contracts/site-pages';
import { healthPrecedence } from '@/lib/domain/status';
import { nameProvider } from '@/lib/format/provider-words';
import { countSiteFilters, noSiteFilters, type SitesUrlState } from '@/lib/queries/sites-url';
import { healthWords } from './health-words';

export interface SiteFiltersProps {
  url: SitesUrlState;
  sites: readonly SiteStanding[];
  onChange: (part: Partial<Record<'q' | 'status' | 'provider', string[] | string | null>>) => void;
}

/** What narrows list and map alike: a search, and facets with how many sites there are of each. */
export function SiteFilters({ url, sites, onChange }: SiteFiltersProps) {
  const search = useRef<HTMLInputElement>(null);
  useShortcut({ keys: '/', label: 'Search sites', group: 'This page', run: () => search.current?.focus() });
  const tellSearch = useCallback((text: string) => onChange({ q: text === '' ? null : text }), [onChange]);
  return (
    <search className="flex flex-wrap items-center gap-2 border-b px-4 py-2">
      <SearchField
        ref={search}
        label="Search sites"
        placeholder="Title, name, country, provider"
        className="max-w-64 flex-1 basis-40"
        value={url.q ?? ''}
        onSearch={tellSearch}
      />
      <FacetChoice
        title="Status"
        chosen={url.status}
        values={countEach(healthPrecedence, (status) => sites.filter((site) => site.status === status).length)}
        isFloor={false}
        name={(value) => healthWords[healthPrecedence.find((each) => each === value) ?? 'unknown']}
        onChoose={(values) => onChange({ status: values.length === 0 ? null : values })}
      />
      <FacetChoice
        title="Provider"
        chosen={url.provider}
        values={countProviders(sites)}
        isFloor={false}
        name={nameProvider}
        onChoose={(values) => onChange({ provider: values.length === 0 ? null : values })}
      />
      {countSiteFilters(url) > 0 ? (
        <Button variant="quiet" onClick={() => onChange(noSiteFilters)}>
          Clear filters
        </Button>
      ) : null}
    </search>
  );
}

function countEach<T extends string>(values: readonly T[], count: (value: T) => number) {
  return values.map((value) => ({ value, count: count(value) })).filter(({ count: many }) => many > 0);
}

function countProviders(sites: readonly SiteStanding[]) {
  const present = new Set(sites.flatMap(({ providers }) => providers.map(({ provider }) => provider)));
  return countEach(
    [...present],
    (provider) => sites.filter(({ providers }) => providers.some((each) => each.provider === provider)).length,
  ).sort((one, other) => other.count - one.count);
}
