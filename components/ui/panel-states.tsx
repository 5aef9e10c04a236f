import { clsx } from 'clsx';
import { Inbox, type LucideIcon, SearchX, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button';
import { Identifier } from './identifier';
import { StaleMark } from './stale-mark';

interface StateFrameProps {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  role?: 'alert' | 'status';
}

export function StateFrame({ icon, title, children, action, role }: StateFrameProps) {
  return (
    <div role={role} className="flex flex-col items-center gap-2 px-4 py-8 text-center">
      <span className="text-subtle [&_svg]:size-6">{icon}</span>
      <p className="font-medium">{title}</p>
      {children ? <div className="max-w-prose text-muted">{children}</div> : null}
      {action ? <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}

export interface EmptyStateProps {
  /** Why there is nothing yet, and who can change that. */
  title: string;
  /** What would be here; a plain tray when absent. */
  icon?: LucideIcon;
  children?: ReactNode;
  /** One button at most. */
  action?: ReactNode;
}

/** Nothing has ever been here: says why, and what to do. Only for what is known to be empty. */
export function EmptyState({ title, icon: Icon = Inbox, children, action }: EmptyStateProps) {
  return (
    <StateFrame icon={<Icon aria-hidden />} title={title} action={action}>
      {children}
    </StateFrame>
  );
}

export interface NoMatchStateProps {
  /** E.g. `No resources match 3 filters`. */
  title: string;
  /** A note when a source is missing, so that what is sought may exist all the same. */
  children?: ReactNode;
  onClear: () => void;
}

/** There are things, but none passes the filters. */
export function NoMatchState({ title, children, onClear }: NoMatchStateProps) {
  return (
    <StateFrame icon={<SearchX aria-hidden />} title={title} action={<Button onClick={onClear}>Clear filters</Button>}>
      {children}
    </StateFrame>
  );
}

export interface FailedStateProps {
  /** What failed, e.g. `Resources could not be loaded`. */
  title: string;
  /** The cause in one sentence. */
  cause: string;
  /** When it last worked; absent when it never did. */
  lastSuccess?: ReactNode;
  onRetry?: () => void;
  isRetrying?: boolean;
  /** To quote when asking for help; null when the request never arrived. */
  reference?: string | null;
}

/** It could not be loaded, and there is no earlier data to keep. */
export function FailedState({ title, cause, lastSuccess, onRetry, isRetrying, reference = null }: FailedStateProps) {
  return (
    <StateFrame
      role="alert"
      icon={<TriangleAlert aria-hidden className="text-critical" />}
      title={title}
      action={
        onRetry ? (
          <Button onClick={onRetry} isPending={isRetrying}>
            Retry
          </Button>
        ) : null
      }
    >
      <p>{cause}</p>
      {lastSuccess ? <p>Last success {lastSuccess}.</p> : null}
      {reference === null ? null : (
        <p className="mt-1 flex flex-wrap items-center justify-center gap-1 text-meta">
          Reference <Identifier value={reference} />
        </p>
      )}
    </StateFrame>
  );
}

export interface NoticeProps {
  tone: 'neutral' | 'warning' | 'critical' | 'unknown';
  children: ReactNode;
  action?: ReactNode;
  className?: string;
}

const noticeClasses: Record<NoticeProps['tone'], string> = {
  neutral: 'bg-sunken text-muted',
  warning: 'bg-warning-tint text-warning',
  critical: 'bg-critical-tint text-critical',
  unknown: 'bg-unknown-tint text-unknown',
};

/** A line of words across a panel or a page. Announced politely. */
export function Notice({ tone, children, action, className }: NoticeProps) {
  return (
    <div
      role="status"
      className={clsx(
        'flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1.5 text-table',
        noticeClasses[tone],
        className,
      )}
    >
      <div className="min-w-0 flex-1">{children}</div>
      {action}
    </div>
  );
}

/** Some sources are missing: `3 of 4 sources; Azure: throttled, retrying 14:05`. The data stays above or below it. */
export function PartialNotice({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <Notice tone="warning" action={action}>
      <span className="inline-flex items-start gap-1.5">
        <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
        <span>{children}</span>
      </span>
    </Notice>
  );
}

/** The data is older than it should be: `as of 14:02 UTC, 23 min old`. */
export function StaleNotice({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <Notice tone="warning" action={action}>
      <StaleMark className="text-table">{children}</StaleMark>
    </Notice>
  );
}
