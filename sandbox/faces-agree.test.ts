import { expect, test } from 'vitest';
import { workspaceMetrics } from './azure/metrics/workspace-metrics';
import { acceleratorMetrics } from './google-cloud/monitoring/accelerator-metrics';
import { createAzureWorld } from './world/azure/world';
import { createWorld as createGoogleWorld } from './world/google-cloud/world';
import { type GpuTruthDevice, readGpuTruth } from './world/gpus/gpu-truth';
import { createPlacedGpus } from './world/gpus/placed-gpus';
import { createCoreWeaveCluster } from './world/kubernetes/coreweave-cluster';
import { planTrayTargets } from './world/kubernetes/coreweave-metrics';
import type { ScrapeTarget } from './world/prometheus/series';
import { planTargets } from './world/prometheus/world';

const seed = 'millwright';
const at = new Date('2026-11-21T09:30:00Z');
const placed = createPlacedGpus(seed, 1);

/** Devices of which a source tells what is true now, by their UUID. */
function byUuid(devices: readonly GpuTruthDevice[]): Map<string, GpuTruthDevice> {
  return new Map(devices.flatMap((device) => (device.uuid === null ? [] : [[device.uuid, device]])));
}

/** The values of a family, by the UUID that an exporter tells. */
function valuesOf(targets: readonly ScrapeTarget[], families: readonly string[]): Map<string, number> {
  const values = new Map<string, number>();
  for (const { series, downSince } of targets) {
    if (downSince !== null) continue;
    for (const { family, labels, valueAt } of series) {
      const uuid = labels.UUID ?? labels.gpu_uuid;
      const value = valueAt(at.getTime());
      if (uuid !== undefined && value !== null && families.includes(family.name)) values.set(uuid, value);
    }
  }
  return values;
}

test.each([
  ['the hall’s exporters', () => planTargets(seed, 1), () => [...placed.kubernetes(at), ...placed.slurm(at)]],
  [
    'CoreWeave’s exporters',
    () => planTrayTargets(seed, 1, createCoreWeaveCluster(seed, 1)),
    () => placed.coreweave(at),
  ],
])('%s tell of each device what is true of it, and of none that is away or silent', (_, plan, gpus) => {
  const targets = plan();
  const truth = byUuid(readGpuTruth(gpus(), at).devices);
  const power = valuesOf(targets, ['DCGM_FI_DEV_POWER_USAGE', 'DCGM_FI_DEV_BOARD_POWER_WATTS', 'gpu_package_power']);
  const busy = valuesOf(targets, ['DCGM_FI_DEV_GPU_UTIL', 'DCGM_FI_DEV_GPU_UTIL_RATIO', 'gpu_gfx_activity']);
  expect(power.size).toBeGreaterThan(100);
  for (const [uuid, { reading, powerWatts, utilization, slicing, vendor }] of truth) {
    if (reading === 'absent' || reading === 'silent') expect(power.has(uuid)).toBe(false);
    if (reading === 'blank') expect(power.get(uuid)).toBeGreaterThan(1e14);
    if (reading !== 'live') continue;
    expect(power.get(uuid)).toBeCloseTo(powerWatts, vendor === 'amd' ? -1 : 6);
    expect(busy.get(uuid)).toBe(slicing === null ? Math.round(utilization * 100) : undefined);
  }
});

test('Google’s metrics tell of each GPU what is true of it', () => {
  const truth = byUuid(readGpuTruth(placed['google-cloud'](at), at).devices);
  const world = createGoogleWorld({ seed }).at(at);
  const scope = { name: 'organizations/1', project: null, contains: () => true };
  const span = { fromMs: at.getTime(), toMs: at.getTime() };
  const told = new Map<string, number>();
  for (const { type, series } of acceleratorMetrics) {
    if (type !== 'agent.googleapis.com/gpu/utilization' && type !== 'kubernetes.io/node/accelerator/duty_cycle')
      continue;
    for (const { metricLabels, valueAt } of series({ seed, world, scope, span })) {
      const uuid = metricLabels.uuid ?? metricLabels.accelerator_id ?? '';
      const value = valueAt(at);
      if (truth.has(uuid) && value !== null) told.set(uuid, value);
    }
  }
  const live = [...truth].filter(([, { reading }]) => reading === 'live');
  expect(new Set(told.keys())).toEqual(new Set(live.map(([uuid]) => uuid)));
  for (const [uuid, { utilization }] of live)
    expect(Math.abs((told.get(uuid) ?? -1) - utilization * 100)).toBeLessThan(0.51);
});

test('Google’s metrics of containers name the pod that holds each device, and none of a free one', () => {
  const truth = byUuid(readGpuTruth(placed['google-cloud'](at), at).devices);
  const world = createGoogleWorld({ seed }).at(at);
  const scope = { name: 'organizations/1', project: null, contains: () => true };
  const span = { fromMs: at.getTime() - 6 * 3_600_000, toMs: at.getTime() };
  const seriesOf = (name: string) => {
    const metric = acceleratorMetrics.find(({ type }) => type === `kubernetes.io/container/accelerator/${name}`);
    return (metric?.series({ seed, world, scope, span }) ?? []).filter(({ valueAt }) => valueAt(at) !== null);
  };
  const podOf = ({ labels }: { labels: Record<string, string> }) => `${labels.namespace_name}/${labels.pod_name}`;
  const told = new Map(
    seriesOf('duty_cycle').flatMap(({ metricLabels: { accelerator_id: uuid = '' }, resource }): [string, string][] =>
      truth.has(uuid) ? [[uuid, podOf(resource)]] : [],
    ),
  );
  const nodes = [...truth].filter(([, { cluster, reading }]) => cluster !== null && reading === 'live');
  const held = nodes.flatMap(([uuid, { allocatedTo }]): [string, string][] =>
    allocatedTo.map(({ holder }) => [uuid, `${holder.namespace}/${holder.name}`]),
  );
  expect(told).toEqual(new Map(held));
  expect([held.length > 0, held.length < nodes.length]).toEqual([true, true]);
  const requested = seriesOf('request').map(({ resource, metricLabels, valueAt }) => {
    return [podOf(resource), metricLabels.resource_name, valueAt(at)];
  });
  for (const pod of new Set(told.values())) {
    const devices = [...truth.values()].filter(({ allocatedTo }) =>
      allocatedTo.some(({ holder }) => `${holder.namespace}/${holder.name}` === pod),
    );
    // Pods of two machines may be called alike, of different clusters.
    const own = requested.filter(([name]) => name === pod).reduce((sum, [, , count]) => sum + Number(count), 0);
    expect([pod, own]).toEqual([pod, devices.length]);
  }
});

test('Google’s agent counts the XIDs of each code since the driver was loaded', () => {
  const world = createGoogleWorld({ seed }).at(at);
  const scope = { name: 'organizations/1', project: null, contains: () => true };
  const span = { fromMs: at.getTime(), toMs: at.getTime() };
  const metric = acceleratorMetrics.find(({ type }) => type.endsWith('gpu.dcgm.xid_errors'));
  const series = metric?.series({ seed, world, scope, span }) ?? [];
  const truth = byUuid(readGpuTruth(placed['google-cloud'](at), at).devices);
  expect(series.map(({ metricLabels }) => metricLabels.xid)).toEqual(['31', '43']);
  for (const { metricLabels, valueAt, sinceAt } of series) {
    const device = truth.get(metricLabels.uuid ?? '');
    expect(device?.machine.name).toBe('workstation-0002');
    expect(sinceAt?.(at).getTime()).toBe(device?.counters.sinceMs);
    const later = new Date(at.getTime() + 20 * 3_600_000);
    const grown = Number(valueAt(later)) - Number(valueAt(at));
    if (sinceAt?.(later).getTime() === device?.counters.sinceMs) expect(grown).toBe(1);
  }
});

test('Azure’s metrics tell of each device of a workspace’s nodes what is true of it', () => {
  const world = createAzureWorld({ seed }).at(at);
  const truth = readGpuTruth(placed.azure(at), at).devices.filter(({ measuredBy }) => measuredBy.length > 0);
  const share = workspaceMetrics.metrics.find(({ name }) => name === 'GpuUtilizationPercentage');
  const energy = workspaceMetrics.metrics.find(({ name }) => name === 'GpuEnergyJoules');
  const linesOf = (metric: typeof share) =>
    world
      .list('microsoft.machinelearningservices/workspaces')
      .flatMap(({ record }) => metric?.lines(record, world) ?? [])
      .map(({ dimensions, sample }): [string, number | null] => {
        const machine = dimensions.NodeId ?? dimensions.InstanceId;
        return [`${machine}/${dimensions.DeviceId}`, sample(at)];
      });
  const [shares, joules] = [new Map(linesOf(share)), new Map(linesOf(energy))];
  expect(shares.size).toBe(truth.length);
  for (const { machine, index, utilization, powerWatts } of truth) {
    const key = `${machine.name}/${index}`;
    const [told, drawn] = [shares.get(key), joules.get(key)];
    // Some measurements are lost on the way.
    if (told !== null) expect(told).toBeCloseTo(utilization * 100, 9);
    if (typeof drawn === 'number') expect(drawn / 60 / powerWatts).toBeCloseTo(1, 0);
  }
});
