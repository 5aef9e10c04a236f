import { drawsOf } from '../draws';
import type { HallMachine } from '../hall/hall';
import { dcgmSeries } from '../prometheus/exporters/dcgm';
import type { ScrapeTarget } from '../prometheus/series';
import { coreWeaveClusterName, planRacks } from './coreweave-cluster';
import type { ClusterNode } from './plan/cluster-node';

const bytesPerMiB = 1024 ** 2;

/** What CoreWeave scrapes of the cluster for its tenant: the DCGM exporter of each tray. */
export function planTrayTargets(seed: string, scale: number): ScrapeTarget[] {
  return planRacks(seed, scale)
    .flat()
    .map((tray) => {
      const instance = `${tray.address}:9400`;
      const url = `http://${instance}/metrics`;
      const rack = tray.labels['node.coreweave.cloud/rack'] ?? '';
      return {
        job: 'dcgm-exporter',
        instance,
        page: 'dcgm',
        labels: { cluster: coreWeaveClusterName, node: tray.name, rack },
        url,
        series: dcgmSeries(seed, toMachine(seed, tray), 'old'),
        downSince: tray.health === 'not-ready' ? { reason: `Get "${url}": no route to host` } : null,
      };
    });
}

/** A tray in the words of the exporter. */
function toMachine(seed: string, tray: ClusterNode): HallMachine {
  const { name, address, cores, memoryMiB, labels, gpus } = tray;
  const accelerators = Array.from({ length: gpus?.count ?? 0 }, (_, index) => {
    const draws = drawsOf(seed, 'coreweave-device', name, index);
    return {
      index,
      uuid: `GPU-${[8, 4, 4, 4, 12].map((digits) => draws.hex(digits)).join('-')}`,
      product: 'NVIDIA GB200',
      vendor: 'nvidia' as const,
      model: 'NVIDIA GB200',
      memoryMiB: gpus ? gpus.memoryBytes / bytesPerMiB : 0,
    };
  });
  return {
    hostname: name,
    product: 'GB200 NVL72',
    scheduler: 'kubernetes',
    rack: labels['node.coreweave.cloud/rack'] ?? '',
    address,
    cores,
    memoryMiB,
    accelerators,
  };
}
