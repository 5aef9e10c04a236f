'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Bookmark, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { findPermissionRefusal } from '@/components/query-view/permission-refusal';
import { usePermissions } from '@/components/shell/use-me';
import { Button } from '@/components/ui/button';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '@/components/ui/dropdown-menu';
import { notify } from '@/components/ui/toast';
import type { SavedView } from '@/lib/api/contracts/people';
import { toApiProblem } from '@/lib/queries/api-problem';
import { deleteSavedView, savedViewsQuery } from '@/lib/queries/saved-views';
import { SaveViewDialog } from './save-view-dialog';
import type { SavedFilters } from './saved-filters';

/** Filters kept under a name: one's own, and what others share. */
export function ViewsMenu({ page, query }: SavedFilters) {
  const client = useQueryClient();
  const { data, error } = useQuery(savedViewsQuery(page));
  const [isSaving, setIsSaving] = useState(false);
  const refusal = findPermissionRefusal(usePermissions(), 'views:write');
  const current = data?.items.find((view) => view.query === query);
  const deleting = useMutation({
    ...deleteSavedView(client),
    onError: (fault) => notify({ tone: 'critical', title: 'View not deleted', detail: toApiProblem(fault).message }),
  });
  const mine = data?.items.filter((view) => view.mine) ?? [];
  const shared = data?.items.filter((view) => !view.mine) ?? [];
  return (
    <>
      <Menu
        label="Saved views"
        trigger={
          <Button variant="quiet">
            <Bookmark aria-hidden /> {current ? current.name : 'Views'}
          </Button>
        }
      >
        {error ? <MenuLabel>Views could not be loaded: {toApiProblem(error).message}</MenuLabel> : null}
        <ViewItems title="Mine" views={mine} empty={data && shared.length === 0 ? 'No saved view yet' : null} />
        <ViewItems title="Shared by others" views={shared} empty={null} />
        <MenuSeparator />
        <MenuItem refusal={refusal} onSelect={() => setIsSaving(true)}>
          Save this view…
        </MenuItem>
        {current?.mine ? (
          <MenuItem isDestructive onSelect={() => deleting.mutate({ id: current.id, page })}>
            <Trash2 aria-hidden /> Delete “{current.name}”
          </MenuItem>
        ) : null}
      </Menu>
      {isSaving ? <SaveViewDialog page={page} query={query} onClose={() => setIsSaving(false)} /> : null}
    </>
  );
}

function ViewItems({ title, views, empty }: { title: string; views: readonly SavedView[]; empty: string | null }) {
  if (views.length === 0) return empty === null ? null : <MenuLabel>{empty}</MenuLabel>;
  return (
    <>
      <MenuLabel>{title}</MenuLabel>
      {views.map((view) => (
        <MenuItem key={view.id} asChild>
          <Link href={`/${view.page}${view.query === '' ? '' : `?${view.query}`}`}>
            <span className="max-w-64 truncate">{view.name}</span>
            {view.mine && view.shared ? <span className="ml-auto text-meta text-muted">shared</span> : null}
          </Link>
        </MenuItem>
      ))}
    </>
  );
}
