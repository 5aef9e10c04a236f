import { formatDays } from '@/lib/format/format-day';

const list = new Intl.ListFormat('en-GB');

/** A stretch of days that a source is missing from, and why, in a sentence. */
export interface NamedGap {
  title: string;
  from: string;
  to: string;
  why: string;
}

/** The sources that are missing, each named once. */
export function listTitles(gaps: readonly Pick<NamedGap, 'title'>[]): string[] {
  return [...new Set(gaps.map(({ title }) => title))];
}

/** Each source once, with its days by reason: `Azure (8–10 Nov 2026: No delivery covers these days yet.) and AWS (…)`. */
export function sayGaps(gaps: readonly NamedGap[]): string {
  const named = listTitles(gaps).map((title) => {
    const byReason = Map.groupBy(
      gaps.filter((gap) => gap.title === title),
      ({ why }) => why,
    );
    const reasons = [...byReason].map(
      ([why, ones]) => `${list.format(ones.map(({ from, to }) => formatDays(from, to)))}: ${why}`,
    );
    return `${title} (${reasons.join(' ')})`;
  });
  return list.format(named);
}
