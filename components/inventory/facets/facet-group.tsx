'use client';
import { useId, useState } from 'react';
import { Checkbox } from '@/components/ui/checkbox';
import { Missing } from '@/components/ui/missing';
import type { InventoryFacetKey, InventoryFacets } from '@/lib/api/contracts/inventory';
import { formatCount } from '@/lib/format/format-count';
import { nameFacetValue } from './facet-titles';
import { foldValues } from './fold-values';

type Facet = InventoryFacets['facets'][InventoryFacetKey];

export interface FacetGroupProps {
  facetKey: InventoryFacetKey;
  title: string;
  facet: Facet;
  /** The values chosen now. */
  chosen: readonly string[];
  isInitiallyOpen: boolean;
  onToggle: (value: string, isChosen: boolean) => void;
}

/** One facet: its values with how many there are of each under the other filters. */
export function FacetGroup({ facetKey, title, facet, chosen, isInitiallyOpen, onToggle }: FacetGroupProps) {
  const [isLong, setIsLong] = useState(false);
  const unseen = chosen.filter((value) => !facet.values.some((known) => known.value === value));
  const shown = foldValues(facet.values, chosen, !isLong);
  const hidden = facet.values.length - shown.length;
  if (facet.values.length === 0 && unseen.length === 0) return null;
  return (
    <details open={isInitiallyOpen || chosen.length > 0} className="group border-b px-4 py-2">
      <summary className="flex h-7 list-none items-center gap-2 rounded-control font-medium text-table">
        <span aria-hidden="true" className="text-subtle transition-transform group-open:rotate-90">
          ›
        </span>
        {title}
        {chosen.length > 0 ? <span className="font-normal text-meta text-accent">{chosen.length} chosen</span> : null}
      </summary>
      <fieldset>
        <legend className="sr-only">{title}</legend>
        {shown.map(({ value, label, count }) => (
          <FacetOption
            key={value}
            name={nameFacetValue(facetKey, value, label)}
            count={formatCount(count)}
            isChosen={chosen.includes(value)}
            onToggle={(isChosen) => onToggle(value, isChosen)}
          />
        ))}
        {unseen.map((value) => (
          <FacetOption
            key={value}
            name={nameFacetValue(facetKey, value, value)}
            count={null}
            isChosen
            onToggle={(isChosen) => onToggle(value, isChosen)}
          />
        ))}
      </fieldset>
      {hidden > 0 || isLong ? (
        <button
          type="button"
          onClick={() => setIsLong(!isLong)}
          className="min-h-6 rounded-control text-accent text-meta hover:underline"
        >
          {isLong ? 'Show fewer' : `Show ${hidden} more`}
          <span className="sr-only"> of {title}</span>
        </button>
      ) : null}
      {isLong && facet.more ? <p className="text-meta text-muted">There are more: search narrows them.</p> : null}
    </details>
  );
}

interface FacetOptionProps {
  name: string;
  /** Null when it is not among the values counted. */
  count: string | null;
  isChosen: boolean;
  onToggle: (isChosen: boolean) => void;
}

function FacetOption({ name, count, isChosen, onToggle }: FacetOptionProps) {
  const id = useId();
  return (
    <label
      htmlFor={id}
      className="flex min-h-7 cursor-pointer items-center gap-2 rounded-control text-table hover:bg-sunken"
    >
      <Checkbox id={id} checked={isChosen} onChange={(event) => onToggle(event.target.checked)} />
      <span className="min-w-0 flex-1 truncate" title={name}>
        {name}
      </span>
      <span className="text-meta text-muted tabular-nums">
        {count ?? <Missing reason="Not counted: nothing matches it under the other filters, or it is rare" />}
      </span>
    </label>
  );
}
