'use client';
import { clsx } from 'clsx';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useMay } from '@/components/shell/use-me';
import { findLinkPart, linkParts } from './link-parts';

/** The way between the pages below Links; nothing for whoever may see none of them. */
export function LinksNav() {
  const current = findLinkPart(usePathname());
  if (!useMay('inventory:read')) return null;
  return (
    <nav aria-label="Parts of Links" className="px-4 pt-2 sm:px-6">
      <ul className="flex gap-1 overflow-x-auto border-b">
        {linkParts.map((part) => (
          <li key={part.href} className="shrink-0">
            <Link
              href={part.href}
              aria-current={part === current ? 'page' : undefined}
              className={clsx(
                '-mb-px flex h-9 items-center border-b-2 px-3 -outline-offset-2',
                part === current
                  ? 'border-accent font-medium text-text'
                  : 'border-transparent text-muted hover:text-text',
              )}
            >
              {part.title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
