import { planTrayGpus } from '../gpus/coreweave-gpus';
import { dcgmSeries } from '../prometheus/exporters/dcgm';
import type { ScrapeTarget } from '../prometheus/series';
import { coreWeaveClusterName } from './coreweave-cluster';
import { podLabels } from './pod-labels';
import type { ClusterWorld } from './world';

const exporter = { namespace: 'cw-observability', name: 'dcgm-exporter' } as const;

/** What CoreWeave scrapes of the cluster for its tenant: the DCGM exporter of each tray. */
export function planTrayTargets(seed: string, scale: number, cluster: ClusterWorld): ScrapeTarget[] {
  return planTrayGpus(seed, scale, cluster).map(({ tray, devices }) => {
    const instance = `${tray.address}:9400`;
    const url = `http://${instance}/metrics`;
    const rack = tray.labels['node.coreweave.cloud/rack'] ?? '';
    const described = devices.map((device) => ({ device, product: 'NVIDIA GB200' }));
    return {
      job: 'dcgm-exporter',
      instance,
      page: 'dcgm',
      labels: {
        cluster: coreWeaveClusterName,
        node: tray.name,
        rack,
        ...podLabels({ seed, cluster: coreWeaveClusterName }, exporter, tray.name),
      },
      url,
      series: dcgmSeries({ hostname: tray.name }, described, 'old'),
      downSince: tray.health === 'not-ready' ? { reason: `Get "${url}": no route to host` } : null,
    };
  });
}
