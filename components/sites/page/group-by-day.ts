import type { Zone } from '@/lib/time/zone';

/** What happened on one day of the zone, `2026-11-09`. */
export interface EventDay<Event> {
  day: string;
  events: readonly Event[];
}

/** Events in the order they come, a group for each stretch of them that lies on one day of the zone. */
export function groupByDay<Event extends { at: string }>(events: readonly Event[], zone: Zone): EventDay<Event>[] {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const days: { day: string; events: Event[] }[] = [];
  for (const event of events) {
    const parts = new Map(format.formatToParts(new Date(event.at)).map(({ type, value }) => [type, value]));
    const day = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
    const last = days.at(-1);
    if (last?.day === day) last.events.push(event);
    else days.push({ day, events: [event] });
  }
  return days;
}
