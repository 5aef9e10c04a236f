import type { GpuStretch } from '@/lib/queries/gpus-url';
import { fromWallClock } from '@/lib/time/wall-clock';
import type { Zone } from '@/lib/time/zone';

const minuteMs = 60_000;
const leastMinutes = 5;
const mostDays = 400;

/** What is wrong with what was entered, and where. */
export interface ZoomFault {
  field: 'from' | 'to';
  fault: string;
}

/** The stretch that two fields of date and time mean in a zone, or why they mean none. */
export function readZoom(texts: { from: string; to: string }, zone: Zone): GpuStretch | ZoomFault {
  const from = fromWallClock(texts.from, zone);
  if (from === null) return { field: 'from', fault: 'Enter a date and a time.' };
  const to = fromWallClock(texts.to, zone);
  if (to === null) return { field: 'to', fault: 'Enter a date and a time.' };
  const minutes = (to.getTime() - from.getTime()) / minuteMs;
  if (minutes <= 0) return { field: 'to', fault: 'It must end after it begins.' };
  if (minutes < leastMinutes) return { field: 'to', fault: `It must be ${leastMinutes} minutes or more.` };
  if (minutes > mostDays * 24 * 60) return { field: 'to', fault: `It must be ${mostDays} days or less.` };
  return { from: from.toISOString(), to: to.toISOString() };
}
