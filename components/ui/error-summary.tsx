'use client';
import { useEffect, useRef } from 'react';

export interface ErrorSummaryProps {
  /** E.g. `The connection was not saved`. */
  title: string;
  /** Faults, each with the id of its field; null where it concerns the whole form. */
  errors: ReadonlyArray<{ fieldId: string | null; message: string }>;
  /** Changes at every attempt, so that the summary takes the focus again. */
  attempt: number;
}

/** What was wrong with a submitted form. Takes the focus when it appears; each line leads to its field. */
export function ErrorSummary({ title, errors, attempt }: ErrorSummaryProps) {
  const summary = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt focuses anew
  useEffect(() => {
    summary.current?.focus();
  }, [attempt]);
  if (errors.length === 0) return null;
  return (
    <div
      ref={summary}
      role="alert"
      tabIndex={-1}
      className="flex flex-col gap-1 rounded-panel border border-critical bg-critical-tint px-4 py-3"
    >
      <p className="font-semibold text-critical">{title}</p>
      <ul className="list-disc pl-5">
        {errors.map((error) => (
          <li key={`${error.fieldId}${error.message}`}>
            {error.fieldId === null ? (
              error.message
            ) : (
              <a
                href={`#${error.fieldId}`}
                className="inline-flex min-h-6 items-center underline"
                onClick={(event) => {
                  event.preventDefault();
                  if (error.fieldId !== null) document.getElementById(error.fieldId)?.focus();
                }}
              >
                {error.message}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
