import type { GpuHealth } from '@/lib/api/contracts/gpu-keys';
import type { GpuFigure, GpuFleet } from '@/lib/api/contracts/gpus';

/** How many devices stand so. Where machines are missing from the fleet, more of them may: a floor, like its total. */
export function toHealthFigure(
  { health, funnel: { total } }: { health: GpuFleet['health']; funnel: Pick<GpuFleet['funnel'], 'total'> },
  condition: GpuHealth,
): GpuFigure {
  return { value: health[condition], unknown: 0, atLeast: total.atLeast };
}
