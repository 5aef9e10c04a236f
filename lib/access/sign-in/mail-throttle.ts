import { createThrottle } from './throttle';

const quarterHourMs = 900_000;
const byAccount = createThrottle({ limit: 5, windowMs: quarterHourMs });
const byAddress = createThrottle({ limit: 20, windowMs: quarterHourMs });
const overall = createThrottle({ limit: 1_000, windowMs: quarterHourMs });

/** Whether one more sign-in link may be asked for: by this account, from this network address, and at all. */
export function mayAskForLink(email: string, address: string, now: Date): boolean {
  return byAddress.admit(address, now) && byAccount.admit(email.toLowerCase(), now) && overall.admit('all', now);
}
