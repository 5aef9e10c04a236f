import type { ReactNode } from 'react';

/** The quiet page around everything before sign-in: what this is, in one sentence, and one thing to do. */
export function SignedOutFrame({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col items-center px-4 py-12 sm:py-24">
      <main className="flex w-full max-w-md flex-col gap-6">
        <div className="flex flex-col gap-1">
          <p className="flex items-center gap-2 font-semibold text-page">
            <Mark /> Millwright
          </p>
          <p className="text-muted">
            One pane of glass over every cloud of an AI factory: what runs, how old each fact is, and what could not be
            read.
          </p>
        </div>
        <div className="flex flex-col gap-4 rounded-panel border bg-surface p-6">{children}</div>
      </main>
    </div>
  );
}

/** A millstone seen from above. */
function Mark() {
  return (
    <svg aria-hidden="true" viewBox="0 0 24 24" className="size-6 text-accent">
      <circle cx="12" cy="12" r="10" fill="none" stroke="currentColor" strokeWidth="2" />
      <circle cx="12" cy="12" r="2.5" fill="currentColor" />
      <path
        d="M12 2v5M12 17v5M2 12h5M17 12h5M5 5l3.5 3.5M15.5 15.5 19 19M19 5l-3.5 3.5M8.5 15.5 5 19"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      />
    </svg>
  );
}
