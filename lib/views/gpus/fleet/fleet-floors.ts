import type { GpuFilter } from '@/lib/api/contracts/gpus';
import { kindsOfWork, kindsWithDevices } from '@/lib/domain/gpu/device-kinds';
import { keepAnswering } from '@/lib/views/inventory/answering-sources';
import { isFloor, isMissing } from '@/lib/views/sources/visible-sources';
import type { VisibleFleet } from './visible-fleet';

/** Which figures miss something, so that there may be more than they tell. */
export interface FleetFloors {
  /** Machines. */
  total: boolean;
  /** Who has their devices. */
  allocated: boolean;
  /** What is measured of them. */
  measured: boolean;
}

/** Whether sources that are missing, or machines of unknown size, may hold more of what a filter asks for. */
export function toFleetFloors({ sources, uncounted, fleet }: VisibleFleet, filter: GpuFilter): FleetFloors {
  const { provider: providers } = filter;
  const isAsked = (key: 'provider' | 'site' | 'team', value: string) =>
    filter[key]?.some((one) => one === value) ?? true;
  const isUncounted = uncounted.some(
    ({ provider, site, team }) => isAsked('provider', provider) && isAsked('site', site) && isAsked('team', team ?? ''),
  );
  const total = isUncounted || isFloor(keepAnswering(sources, { provider: providers, kind: [...kindsWithDevices] }));
  const work = keepAnswering(sources, { provider: providers, kind: [...kindsOfWork] });
  const metrics = sources.filter(({ capability }) => capability === 'metrics');
  return {
    total,
    allocated: total || work.some(isMissing),
    measured: total || isFloor(metrics) || fleet.gaps.length > 0,
  };
}
