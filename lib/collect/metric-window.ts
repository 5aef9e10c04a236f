import type { Gap, ProviderFaultKind } from '@/lib/domain/provider-fault';
import type { MetricWindow } from '@/lib/providers/contract/provider';

const minute = 60_000;
/** How far a connection's first read reaches back. */
const firstReadMs = 60 * minute;
/** How far back is read what was missed while nobody collected. */
const longestCatchUpMs = 6 * 60 * minute;
/** How long what a provider failed to tell is asked for again. */
const askedAgainMs = 60 * minute;

/** Faults that may be over by the next read. */
const passing: readonly ProviderFaultKind[] = ['rate-limited', 'unavailable', 'response-unexpected', 'outcome-unknown'];

/** The stretch to read now: from the watermark, or as far back as is worth it. */
export function toWindow(watermark: Date | null, now: Date): MetricWindow {
  const reachMs = watermark === null ? firstReadMs : longestCatchUpMs;
  const earliest = now.getTime() - reachMs;
  return { from: new Date(Math.min(Math.max(watermark?.getTime() ?? earliest, earliest), now.getTime())), to: now };
}

/**
 * Where the next read begins. What is younger than `settlesAfterMs` is read again, since late samples may yet come; and
 * what a passing fault kept back for another hour, since samples come more than once without harm.
 */
export function toNextWatermark({ from, to }: MetricWindow, settlesAfterMs: number, gaps: readonly Gap[]): Date {
  const settled = to.getTime() - settlesAfterMs;
  if (!gaps.some(({ fault }) => passing.includes(fault))) return new Date(settled);
  return new Date(Math.min(settled, Math.max(from.getTime(), to.getTime() - askedAgainMs)));
}
