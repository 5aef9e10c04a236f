'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { notify } from '@/components/ui/toast';
import { toApiProblem } from '@/lib/queries/api-problem';
import { preferencesQuery, readPreference, setPreference } from '@/lib/queries/preferences';
import { defaultColumnIds, inventoryColumns } from './columns';

const columnsPreference = 'inventory.columns';

function isListOfNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}

/** The columns the person chose, in the order they stand, and the way to choose others. */
export function useColumns() {
  const client = useQueryClient();
  const { data } = useQuery(preferencesQuery);
  const setting = useMutation(setPreference(client));
  const chosen = readPreference(data, columnsPreference, isListOfNames) ?? defaultColumnIds;
  const key = chosen.join(',');
  // The list is made anew with every reading of the preferences; its contents are what counts.
  const columns = useMemo(() => {
    const ids = new Set(key.split(','));
    return inventoryColumns.filter(({ id }) => ids.has(id));
  }, [key]);

  function choose(ids: readonly string[]) {
    setting.mutate(
      { key: columnsPreference, value: [...ids] },
      {
        onError: (fault) =>
          notify({ tone: 'critical', title: 'Columns not saved', detail: toApiProblem(fault).message }),
      },
    );
  }

  return {
    columns,
    toggle: (id: string, isShown: boolean) =>
      choose(isShown ? [...chosen, id] : chosen.filter((candidate) => candidate !== id)),
    reset: () => choose(defaultColumnIds),
  };
}
