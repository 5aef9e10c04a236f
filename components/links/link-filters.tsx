'use client';
import { useCallback, useRef } from 'react';
import { FacetChoice } from '@/components/facets/facet-choice';
import { useShortcut } from '@/components/keyboard/shortcuts-provider';
import { Button } from '@/components/ui/button';
import { SearchField } from '@/components/ui/search-field';
import { type LinkFacetKey, linkFacetKeys } from '@/lib/api/contracts/link-keys';
import type { LinksPage } from '@/lib/api/contracts/links';
import { troubleKinds } from '@/lib/domain/link/link-trouble';
import { linkFormWords, linkHealthWords, linkStateWords, nameTeller, troubleWords } from '@/lib/format/link-words';
import { countLinkFilters, type LinksUrlState, noLinkFilters } from '@/lib/queries/links-url';

const facetTitles: Record<LinkFacetKey, string> = {
  state: 'State',
  form: 'Form',
  provider: 'Provider',
  site: 'Site',
  health: 'Health',
};

export interface LinkFiltersProps {
  url: LinksUrlState;
  /** Null until the first answer. */
  answer: (Pick<LinksPage, 'facets' | 'facetFloors' | 'siteTitles'> & Partial<Pick<LinksPage, 'troubles'>>) | null;
  onChange: (part: Partial<Record<LinkFacetKey | 'q' | 'trouble', string[] | string | null>>) => void;
}

/** What narrows the list: a search and facets with how many there are of each. */
export function LinkFilters({ url, answer, onChange }: LinkFiltersProps) {
  const search = useRef<HTMLInputElement>(null);
  useShortcut({ keys: '/', label: 'Search links', group: 'This page', run: () => search.current?.focus() });
  const tellSearch = useCallback((text: string) => onChange({ q: text === '' ? null : text }), [onChange]);
  return (
    <search className="flex flex-wrap items-center gap-2 border-b px-4 py-2">
      <SearchField
        ref={search}
        label="Search links"
        placeholder="Name, place, address, owner, team"
        className="max-w-72 flex-1 basis-48"
        value={url.q ?? ''}
        onSearch={tellSearch}
      />
      {linkFacetKeys.map((key) => (
        <FacetChoice
          key={key}
          title={facetTitles[key]}
          chosen={url[key]}
          values={answer?.facets[key] ?? []}
          isFloor={answer?.facetFloors.includes(key) !== false}
          name={(value) => nameValue(key, value, answer?.siteTitles ?? {})}
          onChoose={(values) => onChange({ [key]: values.length === 0 ? null : values })}
        />
      ))}
      {answer?.troubles === undefined ? null : (
        <FacetChoice
          title="Trouble"
          chosen={url.trouble}
          values={answer.troubles}
          isFloor={answer.facetFloors.length !== 0}
          name={(value) => troubleKinds.flatMap((kind) => (kind === value ? troubleWords[kind] : []))[0] ?? value}
          onChoose={(values) => onChange({ trouble: values.length === 0 ? null : values })}
        />
      )}
      {countLinkFilters(url) > 0 ? (
        <Button variant="quiet" onClick={() => onChange(noLinkFilters)}>
          Clear filters
        </Button>
      ) : null}
    </search>
  );
}

function nameValue(key: LinkFacetKey, value: string, siteTitles: Readonly<Record<string, string>>): string {
  if (value === '') return 'Not known';
  const states: Record<string, string> = linkStateWords;
  const forms: Record<string, string> = linkFormWords;
  const healths: Record<string, { word: string }> = linkHealthWords;
  switch (key) {
    case 'state':
      return states[value] ?? value;
    case 'form':
      return forms[value] ?? value;
    case 'health':
      return healths[value]?.word ?? value;
    case 'provider':
      return nameTeller(value);
    case 'site':
      return siteTitles[value] ?? value;
  }
}
