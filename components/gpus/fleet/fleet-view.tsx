'use client';
import type { GpuFleet } from '@/lib/api/contracts/gpus';
import type { GpusUrl } from '../use-gpus-url';
import { FleetHeatmap } from './fleet-heatmap';
import { Funnel } from './funnel';
import { HealthAndIdle } from './health-and-idle';

export interface FleetViewProps extends Pick<GpusUrl, 'change' | 'filter'> {
  fleet: GpuFleet;
  isRefreshing: boolean;
}

/** The fleet now: how much of it works, which of it is broken, and every GPU of it. */
export function FleetView({ fleet, isRefreshing, change, filter }: FleetViewProps) {
  return (
    <div className="flex flex-col gap-4">
      <Funnel fleet={fleet} />
      <HealthAndIdle
        fleet={fleet}
        onHealth={(health) => filter('health', [health])}
        onIdle={() => change({ tab: 'idle' })}
      />
      <FleetHeatmap fleet={fleet} isRefreshing={isRefreshing} onMetric={(metric) => change({ metric })} />
    </div>
  );
}
