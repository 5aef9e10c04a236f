/** A year, and some days to see the year before. */
const keptDays = 400;

/** From when on every list of a provider's price API is kept; of before, the last of each month and series. */
export function toKeptFrom(now: Date): Date {
  return new Date(now.getTime() - keptDays * 86_400_000);
}
