import type { LinkFacts } from '@/lib/domain/link/link-facts';

interface Measured {
  attributes: Readonly<Record<string, string>>;
}

/** Whether a series was measured at the far end of the link that it is told of: both ends of one source may measure it. */
export function isOfFarEnd({ attributes: { source } }: Measured, { near }: Pick<LinkFacts, 'near'>): boolean {
  return source !== undefined && source !== near.place;
}

export type WayOfTraffic = 'receive' | 'transmit';

/** What one end receives, the other transmits. */
export function turn(way: WayOfTraffic): WayOfTraffic {
  return way === 'receive' ? 'transmit' : 'receive';
}

/**
 * Of series of traffic that one source has of a link, those that tell one way of it as its near end sees it: those that the near
 * end measured, else what the far end did of the other way. Both together would count everything twice.
 */
export function pickWay<T extends Measured>(
  series: readonly T[],
  facts: Pick<LinkFacts, 'near'>,
  way: WayOfTraffic,
): T[] {
  const of = (isFar: boolean, direction: WayOfTraffic) =>
    series.filter((one) => isOfFarEnd(one, facts) === isFar && one.attributes.direction === direction);
  const own = of(false, way);
  return own.length > 0 ? own : of(true, turn(way));
}
