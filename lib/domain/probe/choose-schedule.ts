import type { ProbeKind, ProbeSchedule } from './probe';

interface Bound {
  least: number;
  most: number;
  usual: number;
}

/** Shorter than the second after which TCP sends its first packet again, so that a lost one counts as lost. */
const usualTimeoutMs = 900;
/** The system's ping lets nobody but root send faster. */
const leastPingSpacingMs = 200;
const roundTrips: Record<'everySeconds' | 'attempts' | 'timeoutMs', Bound> = {
  everySeconds: { least: 1, most: 3_600, usual: 15 },
  attempts: { least: 1, most: 20, usual: 5 },
  timeoutMs: { least: 50, most: 10_000, usual: usualTimeoutMs },
};
const throughput: Record<'everySeconds' | 'attempts' | 'timeoutMs' | 'mostBytes', Bound> = {
  everySeconds: { least: 60, most: 86_400, usual: 3_600 },
  attempts: { least: 1, most: 1, usual: 1 },
  timeoutMs: { least: 1_000, most: 60_000, usual: 20_000 },
  mostBytes: { least: 65_536, most: 268_435_456, usual: 8_388_608 },
};

type Given = { [Part in keyof ProbeSchedule]?: ProbeSchedule[Part] };

/** A kind's schedule from what was given of it, or what is wrong with each part. What was left out is as usual. */
export function chooseSchedule(
  kind: ProbeKind,
  given: Given,
): { schedule: ProbeSchedule } | { faults: { path: keyof ProbeSchedule; message: string }[] } {
  const bounds: Partial<Record<keyof ProbeSchedule, Bound>> = kind === 'throughput' ? throughput : roundTrips;
  const faults: { path: keyof ProbeSchedule; message: string }[] = [];
  const choose = (path: keyof ProbeSchedule): number | null => {
    const bound = bounds[path];
    const value = given[path] ?? null;
    if (bound === undefined) {
      if (value !== null) faults.push({ path, message: 'Only throughput has this' });
      return null;
    }
    if (value === null) return bound.usual;
    if (value < bound.least || value > bound.most)
      faults.push({ path, message: `Choose from ${bound.least} to ${bound.most}` });
    return value;
  };
  const [everySeconds, attempts, timeoutMs] = [choose('everySeconds'), choose('attempts'), choose('timeoutMs')];
  const mostBytes = choose('mostBytes');
  if (everySeconds === null || attempts === null || timeoutMs === null || faults.length > 0) return { faults };
  if (kind !== 'throughput' && timeoutMs > everySeconds * 1_000)
    return { faults: [{ path: 'timeoutMs', message: 'Choose at most the time between two rounds' }] };
  if (kind === 'icmp' && attempts * leastPingSpacingMs + timeoutMs > everySeconds * 1_000)
    return { faults: [{ path: 'attempts', message: 'Choose fewer: five a second, and the last has its time-out' }] };
  return { schedule: { everySeconds, attempts, timeoutMs, mostBytes } };
}
