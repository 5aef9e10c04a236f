'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Bookmark, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { QueryView } from '@/components/query-view/query-view';
import { usePermissions } from '@/components/shell/use-me';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { FormField } from '@/components/ui/form-field';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import { LabelledCheckbox } from '@/components/ui/labelled-checkbox';
import { Popover } from '@/components/ui/popover';
import { RefusableButton } from '@/components/ui/refusable-button';
import { notify } from '@/components/ui/toast';
import type { SavedView } from '@/lib/api/contracts/people';
import { toApiProblem } from '@/lib/queries/api-problem';
import { createSavedView, deleteSavedView, savedViewsQuery } from '@/lib/queries/saved-views';
import { findPermissionRefusal } from '../query-view/permission-refusal';

export interface SavedViewsProps {
  page: SavedView['page'];
  /** The filters now, as the URL's query string without the question mark. */
  current: string;
  /** Shows what a view holds, given the same way. It never overwrites the view. */
  onApply: (query: string) => void;
}

/** Filters kept under a name: the person's own and those others share. */
export function SavedViews({ page, current, onApply }: SavedViewsProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover
      label="Saved views"
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <Button>
          <Bookmark aria-hidden /> Views
        </Button>
      }
    >
      <ViewList
        page={page}
        current={current}
        onApply={(query) => {
          onApply(query);
          setIsOpen(false);
        }}
      />
      <SaveView page={page} current={current} />
    </Popover>
  );
}

function ViewList({ page, current, onApply }: SavedViewsProps) {
  const query = useQuery(savedViewsQuery(page));
  return (
    <QueryView query={query} subject="Views" needs="a role">
      {({ items }) =>
        items.length === 0 ? (
          <p className="px-4 py-3 text-muted">No view is saved yet. Set filters, then give them a name here.</p>
        ) : (
          <ul className="flex max-h-72 flex-col overflow-y-auto p-1">
            {items.map((view) => (
              <ViewItem key={view.id} view={view} isCurrent={view.query === current} onApply={onApply} />
            ))}
          </ul>
        )
      }
    </QueryView>
  );
}

interface ViewItemProps {
  view: SavedView;
  isCurrent: boolean;
  onApply: (query: string) => void;
}

function ViewItem({ view, isCurrent, onApply }: ViewItemProps) {
  const remove = useMutation(deleteSavedView(useQueryClient()));
  return (
    <li className="flex items-center gap-1">
      <button
        type="button"
        aria-current={isCurrent || undefined}
        onClick={() => onApply(view.query)}
        className="flex min-h-8 min-w-0 flex-1 items-center gap-2 rounded-control px-2 text-left hover:bg-sunken aria-[current]:bg-accent-tint"
      >
        <span className="truncate">{view.name}</span>
        {view.shared ? <Badge>{view.mine ? 'Shared by you' : 'Shared'}</Badge> : null}
      </button>
      {view.mine ? (
        <IconButton
          label={`Delete view ${view.name}`}
          size="compact"
          isPending={remove.isPending}
          onClick={() =>
            remove.mutate(
              { id: view.id, page: view.page },
              {
                onError: (fault) =>
                  notify({ tone: 'critical', title: 'The view was not deleted', detail: toApiProblem(fault).message }),
              },
            )
          }
        >
          <Trash2 aria-hidden />
        </IconButton>
      ) : null}
    </li>
  );
}

function SaveView({ page, current }: Pick<SavedViewsProps, 'page' | 'current'>) {
  const refusal = findPermissionRefusal(usePermissions(), 'views:write');
  const create = useMutation(createSavedView(useQueryClient()));
  const [name, setName] = useState('');
  const [isShared, setIsShared] = useState(false);
  const [isNameMissing, setIsNameMissing] = useState(false);
  const fault = create.error ? toApiProblem(create.error).message : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    setIsNameMissing(name.trim() === '');
    if (name.trim() === '' || refusal !== null || create.isPending) return;
    create.mutate({ page, name: name.trim(), query: current, shared: isShared }, { onSuccess: () => setName('') });
  }

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-2 border-t p-4">
      <FormField label="Save these filters as" isRequired error={isNameMissing ? 'Give the view a name.' : fault}>
        {(control) => (
          <Input {...control} value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
        )}
      </FormField>
      <LabelledCheckbox label="Show it to everyone here" isChecked={isShared} onCheckedChange={setIsShared} />
      <div>
        <RefusableButton type="submit" refusal={refusal} isPending={create.isPending}>
          Save view
        </RefusableButton>
      </div>
    </form>
  );
}
