import type { Gap, ProviderFaultKind } from '@/lib/domain/provider-fault';

/** What keeps most from being read, and needs a person most, comes first. */
const severity: Record<ProviderFaultKind, number> = {
  'credentials-rejected': 0,
  'permission-missing': 1,
  'capability-unsupported': 2,
  'response-unexpected': 3,
  'outcome-unknown': 4,
  unavailable: 5,
  'rate-limited': 6,
};

/** The gap to tell of when there is room for one; null when there is none. The first of the worst kind. */
export function findWorstGap(gaps: readonly Gap[]): Gap | null {
  let worst: Gap | null = null;
  for (const gap of gaps) if (worst === null || severity[gap.fault] < severity[worst.fault]) worst = gap;
  return worst;
}

/** What things without a region have for one; as a place it says nothing. */
const nowhere = 'global';

/** A gap in one sentence that names its region and account even where the provider's own words do not. */
export function toGapSentence(gap: Gap): string {
  const place = [gap.region, gap.account]
    .filter((part) => part !== undefined && part !== nowhere && !gap.message.includes(part))
    .join(' of ');
  return place === '' ? gap.message : `${place}: ${gap.message}`;
}
