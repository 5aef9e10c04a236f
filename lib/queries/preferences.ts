import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { preferencesSchema as preferencesContract } from '@/lib/api/contracts/people';
import { readApi, sendApi } from './api-client';
import { preferencesSchema } from './lazy-contracts';

export const preferencesKey = ['preferences'] as const;
export type Preferences = z.infer<typeof preferencesContract>;
type PreferenceValue = Preferences['values'][string];

/** The person's own settings by key. */
export const preferencesQuery = queryOptions({
  queryKey: preferencesKey,
  queryFn: ({ signal }) => readApi('/preferences', preferencesSchema, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** One setting, held against what it must be; null when it was never set or is no longer understood. */
export function readPreference<T>(
  preferences: Preferences | undefined,
  key: string,
  isUnderstood: (value: unknown) => value is T,
): T | null {
  const value: unknown = preferences?.values[key];
  return isUnderstood(value) ? value : null;
}

/** Sets one setting; it shows at once and goes back if the console refuses. */
export function setPreference(client: QueryClient) {
  return mutationOptions({
    mutationKey: [...preferencesKey, 'set'],
    mutationFn: ({ key, value }: { key: string; value: PreferenceValue }) =>
      sendApi(`/preferences/${encodeURIComponent(key)}`, { method: 'PUT', body: { value } }),
    onMutate: async ({ key, value }) => {
      await client.cancelQueries({ queryKey: preferencesKey });
      const before = client.getQueryData<Preferences>(preferencesKey);
      client.setQueryData<Preferences>(preferencesKey, { values: { ...before?.values, [key]: value } });
      return before;
    },
    onError: (_fault, _input, before) => client.setQueryData(preferencesKey, before),
  });
}
