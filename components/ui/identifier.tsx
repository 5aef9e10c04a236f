import { clsx } from 'clsx';
import { CopyButton } from './copy-button';

export interface IdentifierProps {
  value: string;
  /** What it identifies, for the copy button's name. */
  subject?: string;
  /** Cuts a long one at the end of the line; the whole shows on hover and is what gets copied. */
  isTruncated?: boolean;
  className?: string;
}

/** An identifier, in monospace with a button that copies it. */
export function Identifier({ value, subject = 'identifier', isTruncated = false, className }: IdentifierProps) {
  return (
    <span className={clsx('inline-flex min-w-0 max-w-full items-center gap-0.5', className)}>
      <code
        title={isTruncated ? value : undefined}
        className={clsx('min-w-0 text-meta', isTruncated ? 'truncate' : 'break-all')}
      >
        {value}
      </code>
      <CopyButton value={value} subject={subject} />
    </span>
  );
}
