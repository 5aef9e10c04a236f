import type { GpuStay, GpuTenancy } from './device';

/** What stands before and behind everything. */
const always = { fromMs: Number.NEGATIVE_INFINITY, untilMs: Number.POSITIVE_INFINITY } as const;

/** One tenancy of all who have a part of a device, each for as long as its own lasts. None: nobody ever has it. */
export function mergeTenancies(tenancies: readonly GpuTenancy[]): GpuTenancy {
  const [first, ...others] = tenancies;
  if (first && others.length === 0) return first;
  return (ms) =>
    tenancies.reduce<GpuStay>(
      (merged, tenancy) => {
        const stay = tenancy(ms);
        return {
          fromMs: Math.max(merged.fromMs, stay.fromMs),
          untilMs: Math.min(merged.untilMs, stay.untilMs),
          parts: [...merged.parts, ...stay.parts],
        };
      },
      { ...always, parts: [] },
    );
}
