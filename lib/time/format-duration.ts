const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** An age in its one largest unit, rounded down: `under a minute`, `23 min`, `5 h`, `12 d`. Milliseconds. */
export function formatAge(ageMs: number): string {
  if (ageMs < minuteMs) return 'under a minute';
  if (ageMs < hourMs) return `${Math.floor(ageMs / minuteMs)} min`;
  if (ageMs < 2 * dayMs) return `${Math.floor(ageMs / hourMs)} h`;
  return `${Math.floor(ageMs / dayMs)} d`;
}

/** How long something took, in at most two units: `340 ms`, `1.2 s`, `3 min 4 s`, `2 h 5 min`. Milliseconds. */
export function formatDuration(durationMs: number): string {
  if (durationMs < secondMs) return `${Math.round(durationMs)} ms`;
  if (durationMs < 10 * secondMs) return `${(Math.floor(durationMs / 100) / 10).toFixed(1)} s`;
  if (durationMs < minuteMs) return `${Math.floor(durationMs / secondMs)} s`;
  if (durationMs < hourMs) return twoUnits(durationMs, minuteMs, 'min', secondMs, 's');
  if (durationMs < dayMs) return twoUnits(durationMs, hourMs, 'h', minuteMs, 'min');
  return twoUnits(durationMs, dayMs, 'd', hourMs, 'h');
}

function twoUnits(durationMs: number, largeMs: number, large: string, smallMs: number, small: string): string {
  const whole = Math.floor(durationMs / largeMs);
  const rest = Math.floor((durationMs % largeMs) / smallMs);
  return rest === 0 ? `${whole} ${large}` : `${whole} ${large} ${rest} ${small}`;
}

/** A collection interval: `every 5 min`, `every 90 s`. Milliseconds. */
export function formatInterval(intervalMs: number): string {
  return `every ${formatDuration(intervalMs)}`;
}
