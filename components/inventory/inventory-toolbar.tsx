'use client';
import { Download, Search, SlidersHorizontal } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useShortcut } from '@/components/keyboard/shortcuts-provider';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';

export interface InventoryToolbarProps {
  text: string;
  onSearch: (text: string) => void;
  presence: 'present' | 'gone';
  onPresence: (presence: 'present' | 'gone') => void;
  filterCount: number;
  /** The width from which the filters stand beside the list, so that no button is needed for them. */
  filtersShownFrom: 'lg' | '2xl';
  onShowFilters: () => void;
  exportHref: string;
  /** Menus at the right: columns and views. */
  children: ReactNode;
}

/** Search, what to list, and what to do with the list. */
export function InventoryToolbar({
  text,
  onSearch,
  presence,
  onPresence,
  filterCount,
  filtersShownFrom,
  onShowFilters,
  exportHref,
  children,
}: InventoryToolbarProps) {
  const field = useRef<HTMLInputElement>(null);
  useShortcut({ keys: '/', label: 'Search the list', group: 'This page', run: () => field.current?.focus() });
  return (
    <div className="flex flex-wrap items-center gap-2 border-b px-4 py-2">
      <div className="relative min-w-48 flex-1 lg:max-w-md">
        <Search aria-hidden className="pointer-events-none absolute top-2 left-2 size-4 text-subtle" />
        <Input
          ref={field}
          type="search"
          aria-label="Search resources"
          aria-keyshortcuts="/"
          placeholder="Name, identifier, owner or tag"
          maxLength={200}
          value={text}
          onChange={(event) => onSearch(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') field.current?.blur();
          }}
          className="pl-8"
        />
      </div>
      <Button className={filtersShownFrom === 'lg' ? 'lg:hidden' : '2xl:hidden'} onClick={onShowFilters}>
        <SlidersHorizontal aria-hidden /> Filters{filterCount > 0 ? ` (${filterCount})` : ''}
      </Button>
      <PresenceChoice presence={presence} onPresence={onPresence} />
      <div className="flex flex-wrap items-center gap-1 lg:ml-auto">
        {children}
        <Button asChild variant="quiet">
          <a href={exportHref} download>
            <Download aria-hidden /> Export CSV
          </a>
        </Button>
      </div>
    </div>
  );
}

const presences = [
  { value: 'present', title: 'Present' },
  { value: 'gone', title: 'Gone' },
] as const;

function PresenceChoice({ presence, onPresence }: Pick<InventoryToolbarProps, 'presence' | 'onPresence'>) {
  return (
    <fieldset className="flex h-8 rounded-control border border-border-control">
      <legend className="sr-only">Which resources to list</legend>
      {presences.map(({ value, title }) => (
        <label
          key={value}
          title={value === 'gone' ? 'No longer there, within the last 30 days' : undefined}
          className="flex cursor-pointer items-center px-3 text-muted first-of-type:rounded-l-control last-of-type:rounded-r-control has-checked:bg-accent-tint has-checked:font-medium has-focus-visible:outline-2 has-focus-visible:outline-focus has-checked:text-accent"
        >
          <input
            type="radio"
            name="presence"
            value={value}
            checked={presence === value}
            onChange={() => onPresence(value)}
            className="sr-only"
          />
          {title}
        </label>
      ))}
    </fieldset>
  );
}
