const hourMs = 3_600_000;

/**
 * A session ends after 8 hours without a request, and after 7 days in any case; after 12 hours when its person has an
 * identity at an identity provider, for what that provider changes is learnt at a sign-in.
 */
export const sessionPolicy = {
  idleMs: 8 * hourMs,
  absoluteMs: 168 * hourMs,
  vouchedMs: 12 * hourMs,
  touchEveryMs: 60_000,
} as const;

/** SQL of how long sessions of a person may live at most, the person's id being `personId` in SQL. */
export function sessionLifeSql(personId: string): string {
  return `CASE WHEN EXISTS (SELECT FROM person_identity i WHERE i.person_id = ${personId})
    THEN interval '${sessionPolicy.vouchedMs} ms' ELSE interval '${sessionPolicy.absoluteMs} ms' END`;
}

/** When a session that is used now ends if it is not used again. */
export function toSessionExpiry(createdAt: Date, now: Date): Date {
  return new Date(Math.min(now.getTime() + sessionPolicy.idleMs, createdAt.getTime() + sessionPolicy.absoluteMs));
}
