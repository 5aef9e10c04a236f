import type { GpuHolder, GpuStay, GpuTenancy } from './device';

/**
 * The tenancy of a machine that stands alone: whoever has the machine has its devices for as long as it runs, so where
 * `working` says that nobody has one, it is in `owner`'s hands and does nothing.
 */
export function keepTenancy(working: GpuTenancy, owner: GpuHolder): GpuTenancy {
  let latest: GpuStay | null = null;
  return (ms) => {
    if (latest && ms >= latest.fromMs && ms < latest.untilMs) return latest;
    const stay = working(ms);
    const unused = {
      key: `${owner.name}@${stay.fromMs}`,
      holder: owner,
      work: 'empty-idle',
      weight: 1,
      slice: null,
    } as const;
    latest = stay.parts.length > 0 ? stay : { ...stay, parts: [unused] };
    return latest;
  };
}
