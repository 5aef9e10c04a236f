import type { SideReading } from '../../world/links/link';
import type { LinkPart, MeasuredLink } from './measured-links';
import type { Emission, MetricSource } from './metric-source';

interface LinkMetric extends Pick<MetricSource, 'namespace' | 'name' | 'unit' | 'dimensionSets'> {
  everyMinutes: number;
  parts: readonly LinkPart[];
  /** What is sent of a link for the stretch of so many minutes that begins at an instant. */
  read(link: MeasuredLink, ms: number): Emission[];
}

/** A metric that links of some parts alone send. */
export function ofLinks({ parts, read, ...own }: LinkMetric): MetricSource {
  return {
    ...own,
    emissions({ link }, ms) {
      return link === null || link.namespace !== own.namespace || !parts.includes(link.part) ? [] : read(link, ms);
    },
  };
}

/** The mean of a value over the minutes from an instant on. */
export function meanOver(
  { world, side }: MeasuredLink,
  ms: number,
  minutes: number,
  pick: (reading: SideReading) => number,
): number {
  let sum = 0;
  for (let minute = 0; minute < minutes; minute++) sum += pick(world.see(side, ms + minute * 60_000));
  return sum / minutes;
}
