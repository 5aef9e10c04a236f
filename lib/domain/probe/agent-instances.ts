/** A process that used an agent's token. */
export interface AgentInstance {
  id: string;
  host: string;
  firstSeenAt: Date;
  lastSeenAt: Date;
}

const remembered = 8;
/** A token that was used twice is told for this long after it last was. */
const toldMs = 15 * 60_000;

/**
 * Those known with one that was seen now; the newest first, and of the others a few: of those of late the longest-lived, so
 * that somebody with a new name for every report cannot crowd out the process whose token it is.
 */
export function seeInstance(
  known: readonly AgentInstance[],
  seen: { id: string; host: string },
  now: Date,
): AgentInstance[] {
  const before = known.find(({ id }) => id === seen.id);
  const current = { ...seen, firstSeenAt: before?.firstSeenAt ?? now, lastSeenAt: now };
  const newestFirst = (one: AgentInstance, other: AgentInstance) =>
    other.lastSeenAt.getTime() - one.lastSeenAt.getTime();
  const isOfLate = ({ lastSeenAt }: AgentInstance) => now.getTime() - lastSeenAt.getTime() < toldMs;
  const lifeOf = ({ firstSeenAt, lastSeenAt }: AgentInstance) => lastSeenAt.getTime() - firstSeenAt.getTime();
  const others = known
    .filter(({ id }) => id !== seen.id)
    .toSorted(
      (one, other) =>
        Number(isOfLate(other)) - Number(isOfLate(one)) ||
        lifeOf(other) - lifeOf(one) ||
        one.firstSeenAt.getTime() - other.firstSeenAt.getTime(),
    )
    .slice(0, remembered - 1);
  return [current, ...others.sort(newestFirst)];
}

/**
 * Whether two processes used one token at the same time of late: one was seen both before and after another. A process that
 * was started again is another one, but the one before was never seen after it.
 */
export function isUsedTwice(instances: readonly AgentInstance[], now: Date): boolean {
  return instances.some((one) =>
    instances.some(
      (other) =>
        one.id !== other.id &&
        one.firstSeenAt <= other.firstSeenAt &&
        one.lastSeenAt > other.firstSeenAt &&
        now.getTime() - Math.min(one.lastSeenAt.getTime(), other.lastSeenAt.getTime()) < toldMs,
    ),
  );
}
