'use client';
import { SavedViews } from '@/components/saved-views/saved-views';
import { type ActivityUrlState, loadActivityUrl, serialiseActivity } from '@/lib/queries/activity-url';

export interface ActivityViewsProps {
  filter: ActivityUrlState;
  onChoose: (filter: ActivityUrlState) => void;
}

/** Saved filters of the audit record. */
export function ActivityViews({ filter, onChoose }: ActivityViewsProps) {
  return (
    <SavedViews
      page="activity"
      current={serialiseActivity(filter).replace(/^\?/, '')}
      onApply={(query) => onChoose(loadActivityUrl(new URLSearchParams(query)))}
    />
  );
}
