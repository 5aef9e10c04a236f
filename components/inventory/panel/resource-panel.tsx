'use client';
import { useQuery } from '@tanstack/react-query';
import { Link2, SearchX, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useShortcut } from '@/components/keyboard/shortcuts-provider';
import { QueryView } from '@/components/query-view/query-view';
import { Button } from '@/components/ui/button';
import { copyAndTell } from '@/components/ui/copy-text';
import { IconButton } from '@/components/ui/icon-button';
import { EmptyState } from '@/components/ui/panel-states';
import { RefreshBar } from '@/components/ui/refresh-bar';
import { toApiProblem } from '@/lib/queries/api-problem';
import { resourceQuery } from '@/lib/queries/inventory';
import { ResourceDetails } from './resource-details';

export interface ResourcePanelProps {
  id: string;
  /** Its name where the list already knows it, so that the heading does not wait. */
  knownName: string | null;
  onClose: () => void;
}

/** One resource beside the list, or over it where there is no room. It has an address of its own. */
export function ResourcePanel({ id, knownName, onClose }: ResourcePanelProps) {
  const query = useQuery(resourceQuery(id));
  const heading = useRef<HTMLHeadingElement>(null);
  const isMissing = query.error !== null && toApiProblem(query.error).status === 404;
  useShortcut({ keys: 'Escape', label: 'Close the panel', group: 'This page', run: onClose });

  // Where the panel takes the whole page, the reader must be brought to it.
  useEffect(() => {
    if (heading.current && !matchMedia('(min-width: 64rem)').matches) heading.current.focus();
  }, []);

  return (
    <aside
      aria-label="Resource details"
      className="relative flex min-h-0 w-full flex-col border-l bg-surface lg:w-104 lg:shrink-0 min-[88rem]:w-120"
    >
      <RefreshBar isActive={query.isFetching && query.data !== undefined} />
      <header className="flex min-h-10 items-center gap-1 border-b py-1 pr-2 pl-4">
        <h2 ref={heading} tabIndex={-1} className="min-w-0 flex-1 break-words font-semibold outline-none">
          {query.data?.name ?? knownName ?? 'Resource'}
        </h2>
        <IconButton label="Copy link to this resource" onClick={() => void copyAndTell(window.location.href, 'Link')}>
          <Link2 aria-hidden />
        </IconButton>
        <IconButton label="Close details" shortcut="Esc" onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      </header>
      <div className="relative min-h-0 flex-1 overflow-y-auto">
        {isMissing ? (
          <EmptyState
            title="There is no such resource"
            icon={SearchX}
            action={<Button onClick={onClose}>Back to the list</Button>}
          >
            It was removed with its connection, or it lies outside what you may see.
          </EmptyState>
        ) : (
          <QueryView query={query} subject="Resource" needs="inventory:read">
            {(resource) => <ResourceDetails resource={resource} />}
          </QueryView>
        )}
      </div>
    </aside>
  );
}
