import type { Metadata } from 'next';
import Link from 'next/link';
import { buttonClasses } from '@/components/ui/button';

export const metadata: Metadata = { title: 'Not found' };

/** For addresses that lead nowhere. */
export default function NotFound() {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-3 p-6 text-center">
      <h1 className="font-semibold text-page">There is no such page</h1>
      <p className="max-w-prose text-muted">The address may be mistyped, or what it led to was deleted.</p>
      <Link href="/overview" className={buttonClasses({ variant: 'primary' })}>
        Go to the Overview
      </Link>
    </main>
  );
}
