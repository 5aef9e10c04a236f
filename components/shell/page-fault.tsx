'use client';
import { FailedState } from '@/components/ui/panel-states';
import { Page } from './page-header';

export interface PageFaultProps {
  /** What could not be shown, e.g. `The overview`. */
  subject: string;
  /** What was thrown; on the server's side only its digest is told, which stands in the log. */
  error: unknown;
  onRetry: () => void;
}

/** A page that could not be drawn at all. */
export function PageFault({ subject, error, onRetry }: PageFaultProps) {
  const reference =
    typeof error === 'object' && error !== null && 'digest' in error && typeof error.digest === 'string'
      ? error.digest
      : null;
  return (
    <Page>
      <h1 className="sr-only">Something went wrong</h1>
      <div className="rounded-panel border bg-surface">
        <FailedState
          title={`${subject} could not be shown`}
          cause="The console could not put this page together. Nothing was changed."
          reference={reference}
          onRetry={onRetry}
        />
      </div>
    </Page>
  );
}
