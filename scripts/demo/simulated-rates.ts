/** Who tells the rates of the demo. */
export const simulatedSource = 'Simulated rates';

const dayMs = 86_400_000;
const daysTold = 400;

/**
 * A year and a month of made-up dollars for one euro as CSV, up to the day of `now`: none on Saturdays and Sundays, as the
 * European Central Bank fixes them. A day's rate depends on nothing but the day, so that no start tells another.
 */
export function toSimulatedRates(now: Date): string {
  const last = Math.floor(now.getTime() / dayMs);
  const days = Array.from({ length: daysTold }, (_, index) => last - daysTold + 1 + index);
  const rows = days
    .filter((day) => isWorkingDay(day))
    .map((day) => `${new Date(day * dayMs).toISOString().slice(0, 10)},EUR,USD,${toRate(day)}`);
  return ['day,from,to,rate', ...rows, ''].join('\n');
}

/** The first of January 1970 was a Thursday. */
function isWorkingDay(day: number): boolean {
  return (day + 4) % 7 !== 0 && (day + 4) % 7 !== 6;
}

/** Between 1.07 and 1.19: a slow swing, a quicker one, and what no swing explains. */
function toRate(day: number): string {
  const swing = 350 * Math.sin((2 * Math.PI * day) / 347) + 150 * Math.sin((2 * Math.PI * day) / 53);
  const noise = (Math.imul(day, 0x9e3779b1) >>> 26) - 32;
  const tenThousandths = 11_300 + Math.round(swing) + noise;
  return `1.${String(tenThousandths - 10_000).padStart(4, '0')}`;
}
