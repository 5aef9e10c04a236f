const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;

/** When something that runs was started, to the minute; null where it ran all of the last day. */
export function lastStartOf(ranAt: (at: Date) => boolean, now: Date): Date | null {
  const ran = (agoMs: number) => ranAt(new Date(now.getTime() - agoMs));
  let off = 0;
  while (ran(off)) {
    if (off >= dayMs) return null;
    off += 30 * minuteMs;
  }
  let on = Math.max(0, off - 30 * minuteMs);
  while (off - on > minuteMs) {
    const middle = Math.floor((on + off) / 2);
    if (ran(middle)) on = middle;
    else off = middle;
  }
  return new Date(now.getTime() - on);
}
