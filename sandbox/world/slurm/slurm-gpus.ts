import { drawsOf } from '../draws';
import type { GpuStay, GpuTenancy } from '../gpus/device';
import { drawWork } from '../gpus/draw-work';
import type { HallMachine } from '../hall/hall';
import { laneStayAt } from './jobs-of-lane';
import type { Lane } from './lanes';
import { lanesOf } from './world';

/** Who has each device of each machine when, by host name and then by index; a device that is absent nobody ever has. */
export function planSlurmTenancies(
  seed: string,
  scale: number,
  machines: readonly HallMachine[],
): Map<string, Map<number, GpuTenancy>> {
  const sorted = [...machines].sort((a, b) => (a.hostname < b.hostname ? -1 : 1));
  const lanes = lanesOf(seed, scale, sorted);
  const setting = { seed, laneCount: lanes.length };
  const byHost = new Map<string, Map<number, GpuTenancy>>();
  for (const lane of lanes.filter(({ share }) => share.gpus > 0)) {
    for (const host of lane.nodes) {
      const devices = byHost.get(host) ?? new Map<number, GpuTenancy>();
      byHost.set(host, devices);
      const tenancy = toTenancy(setting, lane);
      for (let place = 0; place < lane.share.gpus; place++) devices.set(lane.share.firstGpu + place, tenancy);
    }
  }
  return byHost;
}

/** The stay asked for last is kept: many readers ask for the same instants in turn. */
function toTenancy(setting: Parameters<typeof laneStayAt>[0], lane: Lane): GpuTenancy {
  let latest: GpuStay | null = null;
  return (ms) => {
    if (latest && ms >= latest.fromMs && ms < latest.untilMs) return latest;
    const { fromMs, untilMs, job } = laneStayAt(setting, lane, ms);
    if (job === null) {
      latest = { fromMs, untilMs, parts: [] };
      return latest;
    }
    const name = String(job.id);
    const work = drawWork(drawsOf(setting.seed, 'slurm-gpu-work', lane.key, fromMs), 'training');
    const holder = { kind: 'job', name, namespace: null, container: null, team: job.account } as const;
    latest = { fromMs, untilMs, parts: [{ key: `${name}@${fromMs}`, holder, work, weight: 1, slice: null }] };
    return latest;
  };
}
