const hourMs = 3_600_000;

/** A session ends after 8 hours without a request, and after 7 days in any case. */
export const sessionPolicy = { idleMs: 8 * hourMs, absoluteMs: 168 * hourMs, touchEveryMs: 60_000 } as const;

/** When a session that is used now ends if it is not used again. */
export function toSessionExpiry(createdAt: Date, now: Date): Date {
  return new Date(Math.min(now.getTime() + sessionPolicy.idleMs, createdAt.getTime() + sessionPolicy.absoluteMs));
}
