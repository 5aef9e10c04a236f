import { PlainError } from '../plain-error';

/** Which days a command tells, and as known when. */
export interface SpanOptions {
  from?: string;
  to?: string;
  asOf?: string;
}

const dayMs = 86_400_000;
const usualDays = 30;
const toDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** The days asked for; the last thirty whole days where none are named. */
export function toSpanQuery({ from, to, asOf }: SpanOptions, now: Date): { from: string; to: string; asOf?: string } {
  const last = to === undefined ? toDay(now.getTime() - dayMs) : readDay(to);
  const first = from === undefined ? toDay(Date.parse(last) - (usualDays - 1) * dayMs) : readDay(from);
  if (first > last) throw new PlainError('The last day comes before the first.');
  return { from: first, to: last, ...(asOf === undefined ? {} : { asOf: readInstant(asOf) }) };
}

function readDay(text: string): string {
  const ms = Date.parse(`${text}T00:00:00Z`);
  if (!Number.isNaN(ms) && toDay(ms) === text) return text;
  throw new PlainError(`“${text}” is no day such as 2026-11-30.`);
}

function readInstant(text: string): string {
  const instant = new Date(text);
  if (/^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(instant.getTime())) return instant.toISOString();
  throw new PlainError(`“${text}” is no instant such as 2026-11-30T12:00:00Z.`);
}
