import { clsx } from 'clsx';

/** `neutral` is for ends that are neither good nor bad, e.g. stopped. It never stands in for unknown. */
export type StatusTone = 'healthy' | 'in-progress' | 'warning' | 'critical' | 'unknown' | 'approval' | 'neutral';

const words: Record<StatusTone, string> = {
  healthy: 'Healthy',
  'in-progress': 'In progress',
  warning: 'Warning',
  critical: 'Critical',
  unknown: 'Unknown',
  approval: 'Awaiting approval',
  neutral: 'Off',
};

const textClasses: Record<StatusTone, string> = {
  healthy: 'text-healthy',
  'in-progress': 'text-in-progress',
  warning: 'text-warning',
  critical: 'text-critical',
  unknown: 'text-unknown',
  approval: 'text-approval',
  neutral: 'text-muted',
};

/** The colour of each status's shape, which is drawn with the current one. */
export const markClasses: Record<StatusTone, string> = {
  healthy: 'text-healthy-mark',
  'in-progress': 'text-in-progress-mark',
  warning: 'text-warning-mark',
  critical: 'text-critical-mark',
  unknown: 'text-unknown-mark',
  approval: 'text-approval',
  neutral: 'text-subtle',
};

/** Each status has a shape of its own, cut out where it carries a sign, so that it reads without colour. 14 by 14 units. */
export function StatusShape({ tone }: { tone: StatusTone }) {
  switch (tone) {
    case 'healthy':
      return (
        <path
          fill="currentColor"
          fillRule="evenodd"
          d="M7 .5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm3.6 4.9L6.4 9.9 3.4 7l1-1.1 1.9 1.9 3.2-3.4Z"
        />
      );
    case 'in-progress':
      return <circle cx="7" cy="7" r="5.25" fill="none" stroke="currentColor" strokeWidth="2.5" />;
    case 'warning':
      return (
        <path
          fill="currentColor"
          fillRule="evenodd"
          d="M7 .8 13.8 13H.2Zm-.8 4.4.2 4h1.2l.2-4Zm.8 4.9a.85.85 0 1 0 0 1.7.85.85 0 0 0 0-1.7Z"
        />
      );
    case 'critical':
      return (
        <path
          fill="currentColor"
          fillRule="evenodd"
          d="M4.3.5h5.4l3.8 3.8v5.4l-3.8 3.8H4.3L.5 9.7V4.3ZM5 4 4 5l2 2-2 2 1 1 2-2 2 2 1-1-2-2 2-2-1-1-2 2Z"
        />
      );
    case 'unknown':
      return (
        <circle cx="7" cy="7" r="5.75" fill="none" stroke="currentColor" strokeWidth="1.75" strokeDasharray="2.4 2.1" />
      );
    case 'approval':
      return (
        <path
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinecap="round"
          strokeLinejoin="round"
          d="M4 7.5v-4a.9.9 0 0 1 1.8 0V6m0-3.6a.9.9 0 0 1 1.8 0V6m0-3a.9.9 0 0 1 1.8 0v3.5m0-1.5a.9.9 0 0 1 1.8 0V9a4.2 4.2 0 0 1-4.2 4.2c-2 0-3-.9-3.9-2.5L2 8.3c-.4-.8.7-1.5 1.3-.8L4 8.4"
        />
      );
    case 'neutral':
      return <path fill="none" stroke="currentColor" strokeWidth="1.75" d="M2.5 2.5h9v9h-9Z" />;
  }
}

export interface StatusMarkProps {
  tone: StatusTone;
  /** The word beside the shape; the status's own when absent. */
  word?: string;
  /** Shows the shape only; the word is still read aloud. For dense tables whose header names the status. */
  isWordHidden?: boolean;
  className?: string;
}

/** A status: a shape and a word, never a colour alone. */
export function StatusMark({ tone, word, isWordHidden = false, className }: StatusMarkProps) {
  return (
    <span className={clsx('inline-flex items-center gap-1.5 whitespace-nowrap', textClasses[tone], className)}>
      <svg aria-hidden="true" viewBox="0 0 14 14" className={clsx('size-3.5 shrink-0', markClasses[tone])}>
        <StatusShape tone={tone} />
      </svg>
      <span className={clsx(isWordHidden && 'sr-only')}>{word ?? words[tone]}</span>
    </span>
  );
}
