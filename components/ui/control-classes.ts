/** What every field to type or choose in looks like. */
export const controlClasses =
  'w-full min-w-0 rounded-control border border-border-control bg-surface px-2 text-body text-text disabled:cursor-not-allowed disabled:bg-sunken disabled:text-muted [&:read-only:not(select)]:bg-sunken aria-invalid:border-critical aria-invalid:outline-critical';
