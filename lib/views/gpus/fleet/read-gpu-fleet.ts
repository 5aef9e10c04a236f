import { activeFrom } from '@/lib/analytics/gpus/busy';
import type { GpuFigure, GpuFleet, GpuFleetQuery } from '@/lib/api/contracts/gpus';
import type { ViewContext } from '@/lib/views/view-context';
import { readSiteTitles } from '@/lib/views/workloads/read-site-titles';
import { toFleetFloors } from './fleet-floors';
import { tellNodes } from './tell-nodes';
import { readVisibleFleet } from './visible-fleet';

/** The fleet now: how many devices there are, are given out, work and do so well, and every node's devices as cells. */
export async function readGpuFleet(
  context: ViewContext,
  { metric: asked, ...filter }: GpuFleetQuery,
): Promise<GpuFleet> {
  const visible = await readVisibleFleet(context);
  const { fleet, sources } = visible;
  const { metric, facets, sum, sites } = tellNodes(visible, { metric: asked, ...filter });
  const floors = toFleetFloors(visible, filter);
  const figure = ({ value, unknown }: { value: number; unknown: number }, isFloor: boolean): GpuFigure => ({
    value,
    unknown,
    atLeast: isFloor || unknown > 0,
  });
  return {
    at: fleet.at.toISOString(),
    sources,
    metric,
    definitions: sum.definitions,
    funnel: {
      total: figure(sum.total, floors.total),
      allocated: figure(sum.allocated, floors.allocated),
      active: figure(sum.active, floors.measured),
      effective: figure(sum.effective, floors.measured),
      activeFrom,
    },
    health: sum.health,
    idle: {
      memoryHeld: figure(sum.idle.memoryHeld, floors.measured || floors.allocated),
      empty: figure(sum.idle.empty, floors.measured || floors.allocated),
    },
    unplaced: visible.reach.everything ? fleet.unplaced : null,
    facets,
    siteTitles: await readSiteTitles(
      context.database,
      facets.site.map(({ value }) => value),
    ),
    sites,
  };
}
