import type { AzureSnapshot } from '../../world/azure/world';
import type { LinkSide, SideReading } from '../../world/links/link';
import { createLinkWorld, type LinkWorld } from '../../world/links/link-world';
import type { MetricLine } from './metric-definition';
import { withLosses } from './wave';

/** The links behind a snapshot. */
export function linksOf({ seed }: AzureSnapshot): LinkWorld {
  return createLinkWorld(seed);
}

/** The mean over the minutes of a grain of what an end of a link sees, but for measurements that fail. */
export function seen(
  links: LinkWorld,
  line: LinkSide,
  { key, minutes }: { key: string; minutes: number },
  pick: (reading: SideReading) => number | null,
): MetricLine['sample'] {
  return withLosses(key, (at) => {
    let sum = 0;
    for (let minute = 0; minute < minutes; minute++) {
      const value = pick(links.see(line, at.getTime() + minute * 60_000));
      if (value === null) return null;
      sum += value;
    }
    return sum / minutes;
  });
}
