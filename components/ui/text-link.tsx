import { clsx } from 'clsx';
import { ExternalLink } from 'lucide-react';
import Link from 'next/link';
import type { ComponentProps } from 'react';

const linkClasses = 'rounded-control text-accent underline decoration-1 underline-offset-2 hover:text-accent-hover';

/** A link within the console, underlined so that colour is not all that tells it from text. */
export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return <Link className={clsx(linkClasses, className)} {...rest} />;
}

/** A link out of the console, opened in a tab of its own and saying so. */
export function OutsideLink({ className, children, ...rest }: ComponentProps<'a'>) {
  return (
    <a className={clsx(linkClasses, className)} target="_blank" rel="noreferrer" {...rest}>
      {children}
      <ExternalLink aria-hidden className="ml-1 inline size-3" />
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  );
}
