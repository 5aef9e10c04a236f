import { type HallGpus, planHallGpus } from '../gpus/hall-gpus';
import { type HallMachine, planHall } from '../hall/hall';
import { hallClusterName } from '../kubernetes/hall-cluster';
import { podLabels } from '../kubernetes/pod-labels';
import { amdSeries } from './exporters/amd';
import { probeSeries, probes } from './exporters/blackbox';
import { type DcgmNaming, dcgmSeries } from './exporters/dcgm';
import { kafkaSeries } from './exporters/kafka';
import { nodeSeries } from './exporters/node';
import { beegfsSeries, lustreSeries } from './exporters/storage';
import { silentMachines } from './incidents';
import type { ExporterSeries, Labels, ScrapeTarget } from './series';

/** The server scrapes everything this often. */
export const scrapeIntervalMs = 30_000;

const exporter = { namespace: 'gpu-operator', name: 'nvidia-dcgm-exporter' } as const;
const domain = 'munich.millwright.example';

/** Everything the hall's Prometheus scrapes, in order of job and instance. Pure: the seed and the scale decide. */
export function planTargets(seed: string, scale: number): ScrapeTarget[] {
  const machines = planHall(seed, scale);
  const hall = planHallGpus(seed, scale);
  const withVendor = (vendor: string) =>
    hall.filter(({ machine: { accelerators } }) => accelerators[0]?.vendor === vendor);
  const nvidia = withVendor('nvidia');
  const targets = [
    ...withVendor('amd').map(({ machine, devices }) =>
      machineTarget('amd-metrics', 'amd', 5000, machine, amdSeries(machine, devices)),
    ),
    ...nvidia
      .filter(({ machine }) => machine.scheduler === 'kubernetes')
      .map((gpus) => {
        const own = podLabels({ seed, cluster: hallClusterName }, exporter, gpus.machine.hostname);
        return machineTarget('dcgm', 'dcgm', 9400, gpus.machine, toDcgmSeries(gpus, 'old'), own);
      }),
    ...nvidia
      .filter(({ machine }) => machine.scheduler === 'slurm')
      .map((gpus) => machineTarget('dcgm-4.6', 'dcgm-4.6', 9400, gpus.machine, toDcgmSeries(gpus, 'new'))),
    ...machines.map((machine) => machineTarget('node', 'node', 9100, machine, nodeSeries(seed, machine))),
    single('beegfs', 'beegfs', `beegfs-1.${domain}:9799`, {}, beegfsSeries(seed)),
    single('kafka', 'kafka', `kafka-exporter.${domain}:9308`, {}, kafkaSeries(seed)),
    single('lustre', 'lustre', `oss-1.${domain}:9169`, {}, lustreSeries(seed)),
    ...probes.map((probe) =>
      single('blackbox', 'blackbox', probe.target, { module: probe.module }, probeSeries(seed, probe)),
    ),
  ];
  return targets.sort((a, b) => (a.job === b.job ? compare(a.instance, b.instance) : compare(a.job, b.job)));
}

function toDcgmSeries({ machine, devices }: HallGpus, naming: DcgmNaming): ExporterSeries[] {
  const described = machine.accelerators.flatMap(({ index, product }) => {
    const device = devices[index];
    return device ? [{ device, product }] : [];
  });
  return dcgmSeries(machine, described, naming);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function machineTarget(
  job: string,
  page: string,
  port: number,
  { hostname, rack }: HallMachine,
  series: ExporterSeries[],
  own: Labels = {},
): ScrapeTarget {
  const isSilent = silentMachines.includes(hostname);
  return {
    job,
    page,
    instance: `${hostname}:${port}`,
    labels: { rack, site: 'munich', ...own },
    url: `http://${hostname}.${domain}:${port}/metrics`,
    series,
    downSince: isSilent
      ? { reason: `Get "http://${hostname}.${domain}:${port}/metrics": context deadline exceeded` }
      : null,
  };
}

function single(job: string, page: string, instance: string, labels: Labels, series: ExporterSeries[]): ScrapeTarget {
  const url =
    page === 'blackbox'
      ? `http://blackbox.${domain}:9115/probe?target=${encodeURIComponent(instance)}`
      : `http://${instance}/metrics`;
  return { job, page, instance, labels: { site: 'munich', ...labels }, url, series, downSince: null };
}
