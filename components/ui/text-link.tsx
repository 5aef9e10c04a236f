import { clsx } from 'clsx';
import Link from 'next/link';
import type { ComponentProps } from 'react';

const linkClasses = 'rounded-control text-accent underline decoration-1 underline-offset-2 hover:text-accent-hover';

/** A link within the console, underlined so that colour is not all that tells it from text. */
export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return <Link className={clsx(linkClasses, className)} {...rest} />;
}
