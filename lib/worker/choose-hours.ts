import type { AccountedHour } from '@/lib/store/gpu-use/hour-accounts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const stepMs = 5 * minuteMs;
/** So late are samples as a rule: what is younger is not told yet. */
const settlesAfterMs = 10 * minuteMs;
/** So late may samples and ends of work still come: metrics are read again so far back after an outage. */
const restatedForMs = 6 * hourMs;
/** How often hours are restated while they may be. */
const restatedEveryMs = 55 * minuteMs;
/** How far back hours are accounted that never were, as before a connection was added. */
const lookedBackMs = 48 * hourMs;
/** Whether the end of an hour was idle is certain so long after it. */
const settledAfterMs = 15 * minuteMs;
/** A stretch that is read at once. */
const mostHours = 6;

/** A stretch of time to account, from a full hour on. */
interface Stretch {
  from: Date;
  until: Date;
}

/**
 * The hours to account now, the newest stretch first: the one that goes on and the one before it, each hour of the last six
 * about once an hour, and hours of the last two days that never were.
 */
export function chooseHours(known: readonly AccountedHour[], now: Date): Stretch[] {
  const untilMs = Math.floor((now.getTime() - settlesAfterMs) / stepMs) * stepMs;
  const byHour = new Map(known.map((one) => [one.hour.getTime(), one]));
  const newest = Math.floor((untilMs - 1) / hourMs) * hourMs;
  const isDue = (hour: number): boolean => {
    const pass = byHour.get(hour);
    if (pass === undefined || pass.until.getTime() < Math.min(untilMs, hour + hourMs)) return true;
    // How its end stands is told by what follows it.
    if (hour === newest - hourMs && untilMs - newest <= settledAfterMs && isDue(newest)) return true;
    const isRestated = hour + hourMs > untilMs - restatedForMs;
    return isRestated && now.getTime() - pass.accountedAt.getTime() >= restatedEveryMs;
  };
  const stretches: Stretch[] = [];
  let hours = 0;
  for (let hour = newest; hour >= untilMs - lookedBackMs; hour -= hourMs) {
    if (!isDue(hour)) {
      hours = 0;
      continue;
    }
    const last = stretches.at(-1);
    if (last !== undefined && hours > 0 && hours < mostHours) last.from = new Date(hour);
    else {
      stretches.push({ from: new Date(hour), until: new Date(Math.min(untilMs, hour + hourMs)) });
      hours = 0;
    }
    hours += 1;
  }
  return stretches;
}
