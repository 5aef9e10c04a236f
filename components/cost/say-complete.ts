import type { Cost, CostSource } from '@/lib/api/contracts/cost';

/** To which day everything is told whole. `day` null: not even the first. */
export type Completeness = { isWhole: true; day: string } | { isWhole: false; day: string | null };

const dayMs = 86_400_000;

/** How far a range is told: to its end, or to the day before the first that a source is missing from. Null: no source. */
export function judgeComplete({ steps, sources }: Pick<Cost, 'steps' | 'sources'>): Completeness | null {
  const [first, last] = [steps[0]?.from, steps.at(-1)?.to];
  if (sources.length === 0 || first === undefined || last === undefined) return null;
  const missingFrom = sources.flatMap(({ missing }) => missing.map(({ from }) => from)).toSorted()[0];
  if (missingFrom === undefined) return { isWhole: true, day: last };
  const day = new Date(Date.parse(missingFrom) - dayMs).toISOString().slice(0, 10);
  return { isWhole: false, day: missingFrom <= first ? null : day };
}

/** The sources that are missing from part of the range. */
export function listIncomplete(sources: readonly CostSource[]): CostSource[] {
  return sources.filter(({ missing }) => missing.length > 0);
}
