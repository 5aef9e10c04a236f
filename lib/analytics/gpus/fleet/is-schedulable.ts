import type { GpuResource } from '@/lib/domain/gpu/gpu-resource';

/** Words of Slurm for a node that gets no new work, though some may still run there. */
const withheld: ReadonlySet<string> = new Set([
  'BLOCKED',
  'DRAIN',
  'FAIL',
  'INVALID_REG',
  'MAINT',
  'MAINTENANCE',
  'NOT_RESPONDING',
  'POWER_DOWN_ASAP',
  'POWER_DRAIN',
]);

/** Whether the scheduler of a node gives out its free devices; null where what it says of the node is not known. */
export function isSchedulable({ provider, status, nativeStatus }: GpuResource): boolean | null {
  if (status === 'unknown') return provider === 'slurm' ? null : false;
  if (status !== 'active' && status !== 'degraded') return false;
  const words = (nativeStatus ?? '').split(/[^A-Za-z_]+/);
  return !words.includes('SchedulingDisabled') && !words.some((word) => withheld.has(word));
}
