import type { SiteStanding } from '@/lib/api/contracts/site-pages';

/** What is wrong with a site's links: `2 down, 1 without spare`; null: nothing is known to be. */
export function sayLinkTroubles({ down, degraded, lostSpares, unknown }: SiteStanding['links']): string | null {
  const parts = [
    { count: down, word: 'down' },
    { count: degraded, word: 'degraded' },
    { count: lostSpares, word: 'without spare' },
    { count: unknown, word: 'unknown' },
  ].filter(({ count }) => count > 0);
  return parts.length === 0 ? null : parts.map(({ count, word }) => `${count} ${word}`).join(', ');
}
