/** Nothing that runs today was submitted before, nor will end after. */
const earliest = Date.UTC(2000, 0);
const latest = Date.UTC(2200, 0);

/** A moment of a piece of work; null for none, and for one that no clock shows. */
export function toMoment(at: Date | null | undefined): Date | null {
  if (!at) return null;
  const ms = at.getTime();
  return ms >= earliest && ms < latest ? at : null;
}

/** A time limit in milliseconds; null for none, and for one that is no length of time. */
export function toLimitMs(length: number | null | undefined, unitMs: number): number | null {
  const ms = typeof length === 'number' ? length * unitMs : Number.NaN;
  return ms > 0 && ms <= latest - earliest ? Math.round(ms) : null;
}
