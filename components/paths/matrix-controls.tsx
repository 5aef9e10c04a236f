'use client';
import { useCallback, useRef } from 'react';
import { FacetChoice } from '@/components/facets/facet-choice';
import { useShortcut } from '@/components/keyboard/shortcuts-provider';
import { Button } from '@/components/ui/button';
import { SearchField } from '@/components/ui/search-field';
import { Select } from '@/components/ui/select';
import {
  type PathSource,
  type PathStretch,
  pathQualities,
  pathSources,
  pathStretches,
} from '@/lib/api/contracts/path-keys';
import type { Paths } from '@/lib/api/contracts/paths';
import { type ProbeKind, probeKinds } from '@/lib/domain/probe/probe';
import { formatNumber } from '@/lib/format/format-number';
import type { PathsUrlState } from '@/lib/queries/paths-url';
import { pathKindWords, pathQualityWords, pathSourceWords } from './path-words';

const stretchWords: Record<PathStretch, string> = {
  '15m': '15 min',
  '1h': '1 h',
  '24h': '24 h',
  '7d': '7 d',
  '30d': '30 d',
};

export interface MatrixControlsProps {
  paths: Paths;
  url: PathsUrlState;
  kind: ProbeKind;
  onChange: (part: Partial<Record<keyof PathsUrlState, unknown>>) => void;
}

/** What the matrix shows: which measure, of what kind and source, over which stretch, of which sites. */
export function MatrixControls({ paths, url, kind, onChange }: MatrixControlsProps) {
  const search = useRef<HTMLInputElement>(null);
  useShortcut({ keys: '/', label: 'Search sites', group: 'This page', run: () => search.current?.focus() });
  const tellSearch = useCallback((text: string) => onChange({ q: text === '' ? null : text }), [onChange]);
  const waysOfSite = (site: string) => paths.items.filter(({ from, to }) => from === site || to === site).length;
  // Of a long stretch one kind is asked for: how many ways there are of the others is not known.
  const isOfEveryKind = paths.over === '15m' || paths.over === '1h';
  const isNarrowed = url.q !== null || url.site.length > 0 || url.source !== null;
  return (
    <search className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-4 py-2">
      <Choice
        legend="Measure"
        values={pathQualities}
        chosen={url.show}
        name={(show) => pathQualityWords[show]}
        onChoose={(show) => onChange({ show })}
      />
      <Choice
        legend="Scale"
        values={['absolute', 'usual'] as const}
        chosen={url.against}
        name={(scale) => (scale === 'absolute' ? 'Absolute' : 'Against usual')}
        onChoose={(against) => onChange({ against })}
      />
      <StretchChoice over={url.over} onChange={onChange} />
      <Select
        aria-label="Kind of probe"
        className="w-72!"
        value={kind}
        onChange={({ target }) => onChange({ kind: target.value })}
      >
        {probeKinds.map((each) => (
          <option key={each} value={each}>
            {pathKindWords[each]}
            {isOfEveryKind ? ` (${formatNumber(paths.items.filter((path) => path.kind === each).length)})` : ''}
          </option>
        ))}
      </Select>
      <Select
        aria-label="Source"
        className="w-56!"
        value={url.source ?? ''}
        onChange={({ target }) => onChange({ source: target.value === '' ? null : (target.value as PathSource) })}
      >
        <option value="">Every source, side by side</option>
        {pathSources.map((source) => (
          <option key={source} value={source}>
            {pathSourceWords[source].title}
          </option>
        ))}
      </Select>
      <SearchField
        ref={search}
        label="Search sites"
        placeholder="Site"
        className="max-w-48 flex-1 basis-32"
        value={url.q ?? ''}
        onSearch={tellSearch}
      />
      <FacetChoice
        title="Site"
        chosen={url.site}
        values={paths.sites.map(({ name }) => ({ value: name, count: waysOfSite(name) }))}
        isFloor={false}
        name={(site) => paths.sites.find(({ name }) => name === site)?.title ?? site}
        onChoose={(site) => onChange({ site: site.length === 0 ? null : site })}
      />
      {isNarrowed ? (
        <Button variant="quiet" onClick={() => onChange({ q: null, site: null, source: null })}>
          Clear filters
        </Button>
      ) : null}
    </search>
  );
}

/** How long a stretch of time is told of, up to now. */
export function StretchChoice({ over, onChange }: { over: PathStretch; onChange: MatrixControlsProps['onChange'] }) {
  return (
    <Choice
      legend="Stretch of time, up to now"
      values={pathStretches}
      chosen={over}
      name={(each) => stretchWords[each]}
      onChoose={(each) => onChange({ over: each })}
    />
  );
}

interface ChoiceProps<T extends string> {
  legend: string;
  values: readonly T[];
  chosen: T;
  name: (value: T) => string;
  onChoose: (value: T) => void;
}

function Choice<T extends string>({ legend, values, chosen, name, onChoose }: ChoiceProps<T>) {
  return (
    <fieldset className="flex items-center gap-1">
      <legend className="sr-only">{legend}</legend>
      {values.map((value) => (
        <Button
          key={value}
          size="compact"
          variant={value === chosen ? 'secondary' : 'quiet'}
          aria-pressed={value === chosen}
          onClick={() => onChoose(value)}
        >
          {name(value)}
        </Button>
      ))}
    </fieldset>
  );
}
