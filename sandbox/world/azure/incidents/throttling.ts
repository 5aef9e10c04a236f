import { subscriptions } from '../geography';
import { hourMs, minuteMs } from '../plan/plan';

/** A subscription whose queries are refused for now. */
export interface Throttling {
  subscription: string;
  until: Date;
}

/** Most of every hour of the world somebody else's scripts use up what may be asked of this subscription. */
const throttled = subscriptions.research.id;
const openMs = 12 * minuteMs;

/** Queries are let through in the first minutes of each hour, and refused for the rest of it. */
export function throttledNow(now: Date): Throttling | null {
  const intoHourMs = now.getTime() % hourMs;
  return intoHourMs < openMs ? null : { subscription: throttled, until: new Date(now.getTime() - intoHourMs + hourMs) };
}
