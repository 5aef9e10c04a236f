'use client';
import { Tooltip } from './tooltip';

export interface MissingProps {
  /** Why there is no value, e.g. `The provider does not say`. */
  reason: string;
  /** False inside a row that is itself focusable: the reason then shows on hover and is read aloud, without a tab stop. */
  isFocusable?: boolean;
}

/** Where a value is missing: a dash and the reason, never a zero. */
export function Missing({ reason, isFocusable = false }: MissingProps) {
  if (!isFocusable) {
    return (
      <span title={reason} className="text-subtle">
        <span aria-hidden="true">—</span>
        <span className="sr-only">{reason}</span>
      </span>
    );
  }
  return (
    <Tooltip content={reason}>
      <button type="button" aria-label={reason} className="min-h-6 min-w-6 cursor-help rounded-control text-subtle">
        <span aria-hidden="true">—</span>
      </button>
    </Tooltip>
  );
}
