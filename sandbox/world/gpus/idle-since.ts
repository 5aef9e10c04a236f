import type { GpuDevice, GpuStay } from './device';

/** A device left alone for longer is said to be idle since then at the latest. */
const furthestMs = 400 * 86_400_000;

/** Since when those who hold the device at an instant have done nothing with it; null while nobody holds it, or somebody works. */
export function idleSince({ tenancy }: Pick<GpuDevice, 'tenancy'>, ms: number): Date | null {
  const stay = tenancy(ms);
  if (!isIdle(stay)) return null;
  let { fromMs } = stay;
  while (Number.isFinite(fromMs) && ms - fromMs < furthestMs) {
    const before = tenancy(fromMs - 1);
    if (!isIdle(before) || holdersOf(before) !== holdersOf(stay)) break;
    fromMs = before.fromMs;
  }
  return new Date(fromMs);
}

function isIdle({ parts }: GpuStay): boolean {
  return parts.length > 0 && parts.every(({ work }) => work === 'held-idle' || work === 'empty-idle');
}

function holdersOf({ parts }: GpuStay): string {
  return parts.map(({ holder }) => `${holder.kind}/${holder.namespace ?? ''}/${holder.name}`).join();
}
