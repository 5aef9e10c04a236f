import type { HeatTick } from '@/components/charts/draw/heat-axis';
import type { Zone } from '@/lib/time/zone';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const spans = [5 * minuteMs, 15 * minuteMs, 30 * minuteMs, hourMs, 3 * hourMs, 6 * hourMs, 12 * hourMs, dayMs];
const mostTicks = 9;

/**
 * Labels over buckets at round times of a zone: `14:00`, and on the first of a day `12 Nov`. Where buckets begin between
 * round times, as in zones half an hour off, the first after each. `startsAt` are ISO 8601, in order. About `atMost` of them.
 */
export function toTicks(startsAt: readonly string[], zone: Zone, atMost: number = mostTicks): HeatTick[] {
  const toLocal = localClockOf(zone);
  const starts = startsAt.map((start) => toLocal(Date.parse(start)));
  const [first] = starts;
  const last = starts.at(-1);
  if (first === undefined || last === undefined) return [];
  const span = spans.find((one) => (last - first) / one < atMost) ?? dayMs;
  return starts.flatMap((start, position) => {
    const before = starts[position - 1];
    const isFirstOf = (length: number) =>
      before === undefined ? start % length === 0 : Math.floor(before / length) !== Math.floor(start / length);
    return isFirstOf(span) ? [{ position, label: (isFirstOf(dayMs) ? dayFormat : clockFormat).format(start) }] : [];
  });
}

/** What the clocks of a zone show at an instant, as if they stood in UTC. Milliseconds. */
function localClockOf(zone: Zone): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  });
  return (instant) => {
    const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? Number.NaN;
    return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'));
  };
}

const dayFormat = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' });
const clockFormat = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', hour: '2-digit', minute: '2-digit' });
