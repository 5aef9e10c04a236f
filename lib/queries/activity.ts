import { infiniteQueryOptions, keepPreviousData, mutationOptions } from '@tanstack/react-query';
import type { ActivityQuery } from '@/lib/api/contracts/activity';
import { type ActivityUrlState, toInstant } from './activity-url';
import { readApi } from './api-client';
import { activityPageSchema, auditVerificationSchema } from './lazy-contracts';

export const activityKey = (filter: ActivityUrlState) => ['activity', filter] as const;

const refreshMs = 30_000;

/** What the API is asked for under this address at this time. */
export function toActivityQuery(
  { q, action, outcome, from, to }: ActivityUrlState,
  now: Date,
): Omit<ActivityQuery, 'limit' | 'cursor'> {
  return {
    q: q || undefined,
    action: action ?? undefined,
    outcome: outcome ?? undefined,
    from: toInstant(from, now),
    to: toInstant(to, now),
  };
}

/** The audit record, newest first, page by page. Refreshed by itself only while its first page is all that shows. */
export function activityQuery(filter: ActivityUrlState) {
  return infiniteQueryOptions({
    queryKey: activityKey(filter),
    queryFn: ({ pageParam, signal }) =>
      readApi('/activity', activityPageSchema, {
        query: { ...toActivityQuery(filter, new Date()), cursor: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.pages.length === 1 ? refreshMs : false),
  });
}

/** Walks the whole chain; asked for by hand, because it reads every entry. */
export function verifyActivityMutation() {
  return mutationOptions({
    mutationFn: () => readApi('/activity/verification', auditVerificationSchema),
  });
}
