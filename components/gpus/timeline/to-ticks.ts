import type { HeatTick } from '@/components/charts/draw/heat-grid';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const spans = [5 * minuteMs, 15 * minuteMs, 30 * minuteMs, hourMs, 3 * hourMs, 6 * hourMs, 12 * hourMs, dayMs];
const mostTicks = 9;

/** Labels over buckets at round times, UTC: `14:00`, and at midnight `12 Nov`. `startsAt` are ISO 8601, in order. About `atMost` of them. */
export function toTicks(startsAt: readonly string[], atMost: number = mostTicks): HeatTick[] {
  const starts = startsAt.map((start) => Date.parse(start));
  const [first] = starts;
  const last = starts.at(-1);
  if (first === undefined || last === undefined) return [];
  const span = spans.find((one) => (last - first) / one < atMost) ?? dayMs;
  return starts.flatMap((start, position) => (start % span === 0 ? [{ position, label: toLabel(start) }] : []));
}

const dayFormat = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' });
const clockFormat = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', hour: '2-digit', minute: '2-digit' });

function toLabel(start: number): string {
  return (start % dayMs === 0 ? dayFormat : clockFormat).format(start);
}
