import { clsx } from 'clsx';
import { CopyButton } from './copy-button';

export interface CodeBlockProps {
  /** What it is, read aloud and used for the copy button, e.g. `IAM policy`. */
  label: string;
  text: string;
  /** Breaks long lines rather than scrolling. */
  isWrapped?: boolean;
  className?: string;
}

/** Code or a document, with a button that copies all of it. */
export function CodeBlock({ label, text, isWrapped = false, className }: CodeBlockProps) {
  return (
    <div className={clsx('relative min-w-0 rounded-control border bg-sunken', className)}>
      <section
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard
        tabIndex={0}
        className="max-h-96 overflow-auto"
      >
        <pre className={clsx('p-3 pr-10 text-meta', isWrapped && 'whitespace-pre-wrap wrap-anywhere')}>
          <code>{text}</code>
        </pre>
      </section>
      <CopyButton value={text} subject={label} className="absolute top-1 right-1" />
    </div>
  );
}
