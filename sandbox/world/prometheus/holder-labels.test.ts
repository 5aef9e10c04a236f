import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { GpuDevice, GpuPart } from '../gpus/device';
import { apiResources } from '../kubernetes/api-resources';
import { createCoreWeaveCluster } from '../kubernetes/coreweave-cluster';
import { planTrayTargets } from '../kubernetes/coreweave-metrics';
import { createHallCluster } from '../kubernetes/hall-cluster';
import type { ClusterWorld } from '../kubernetes/world';
import { createSlurmWorld } from '../slurm/world';
import { dcgmSeries } from './exporters/dcgm';
import type { ExporterSeries, Labels, ScrapeTarget } from './series';
import { planTargets } from './world';

const seed = 'millwright';
const day = Date.parse('2026-11-21T00:00:00Z');
const anyMs = fc.integer({ min: day - 5 * 86_400_000, max: day + 5 * 86_400_000 });
const hall = planTargets(seed, 1);
const engines = ['DCGM_FI_PROF_GR_ENGINE_ACTIVE', 'DCGM_FI_PROF_GR_ENGINE_UTIL_RATIO'];

/** The labels under which a metric is told at an instant, one for each series. */
function toldAt(series: readonly ExporterSeries[], names: readonly string[], ms: number): Labels[] {
  return series
    .filter(({ family, valueAt }) => names.includes(family.name) && valueAt(ms) !== null)
    .flatMap(({ labels, labelsAt }) => (labelsAt?.(ms).sets ?? [{}]).map((set) => ({ ...labels, ...set })));
}

const podShape = z.object({
  metadata: z.object({ name: z.string(), namespace: z.string() }),
  spec: z.object({
    nodeName: z.string().optional(),
    containers: z.tuple([
      z.object({ name: z.string(), resources: z.object({ limits: z.record(z.string(), z.string()) }) }),
    ]),
  }),
});

/** Pods that have NVIDIA devices, each once for each device or slice, in the exporter's words. */
function podsAt(world: ClusterWorld, ms: number): string[] {
  const { list } = world.at(new Date(ms));
  return list(apiResources.pods).flatMap((pod) => {
    if ((pod.facts()?.accelerators ?? []).length === 0) return [];
    const { metadata, spec } = podShape.parse(pod.document());
    const [{ name, resources }] = spec.containers;
    const [, count] = Object.entries(resources.limits).find(([resource]) => resource.startsWith('nvidia.com/')) ?? [];
    const words = `${spec.nodeName} ${metadata.namespace}/${metadata.name}/${name}`;
    return Array.from({ length: Number(count ?? '0') }, () => words);
  });
}

function compareWithPods(targets: readonly ScrapeTarget[], world: ClusterWorld): void {
  const silent = new Set(targets.filter(({ downSince }) => downSince !== null).map(({ instance }) => instance));
  fc.assert(
    fc.property(anyMs, (ms) => {
      const told = targets.flatMap(({ series }) => toldAt(series, engines, ms));
      const held = told.filter(({ pod }) => pod !== undefined);
      expect(held.length).toBeLessThan(told.length);
      for (const { hpc_job: job } of told) expect(job).toBeUndefined();
      const words = held.map((each) => `${each.Hostname} ${each.namespace}/${each.pod}/${each.container}`);
      expect(silent.size).toBeLessThan(targets.length);
      const listed = podsAt(world, ms).filter((line) => words.includes(line) || !isSilent(line, targets));
      expect(words.sort()).toEqual(listed.sort());
    }),
    { numRuns: 6 },
  );
}

/** Whether a pod's node cannot be scraped, so that nothing tells of its devices. */
function isSilent(line: string, targets: readonly ScrapeTarget[]): boolean {
  const node = line.split(' ')[0];
  return targets.some(
    ({ downSince, series }) => downSince !== null && series.some(({ labels }) => labels.Hostname === node),
  );
}

describe('the labels of the DCGM exporter', () => {
  test('name the pods that the hall’s cluster lists, on the nodes it lists them on, and none for free devices', () => {
    compareWithPods(
      hall.filter(({ job }) => job === 'dcgm'),
      createHallCluster(seed, 1),
    );
  });

  test('name the pods that CoreWeave’s cluster lists', () => {
    const cluster = createCoreWeaveCluster(seed, 1);
    compareWithPods(planTrayTargets(seed, 1, cluster), cluster);
  });

  test('name the jobs that Slurm lists, on the devices it says they have', () => {
    const world = createSlurmWorld({ seed, scale: 1 });
    const series = hall.filter(({ job }) => job === 'dcgm-4.6').flatMap((target) => target.series);
    fc.assert(
      fc.property(anyMs, (ms) => {
        const told = toldAt(series, engines, ms);
        const seen = new Set(told.map(({ hostname, gpu }) => `${hostname} ${gpu}`));
        const lines = told.flatMap(({ hostname, gpu, hpc_job: job }) => (job ? [`${hostname} ${gpu} ${job}`] : []));
        const expected = world.at(new Date(ms)).jobs.flatMap(({ id, nodes, share, state, completing }) =>
          state === 'RUNNING' || completing
            ? nodes.flatMap((node) =>
                Array.from({ length: share.gpus }, (_, place) => `${node} ${share.firstGpu + place}`)
                  .filter((device) => seen.has(device))
                  .map((device) => `${device} ${id}`),
              )
            : [],
        );
        expect(lines.sort()).toEqual(expected.sort());
        expect(lines.length).toBeLessThan(told.length);
      }),
      { numRuns: 6 },
    );
  });

  test('repeat the device’s own value for each pod that shares it in time', () => {
    const part = (place: number): GpuPart => ({
      key: `pod-${place}`,
      holder: { kind: 'pod', name: `pod-${place}`, namespace: 'vision', container: 'main', team: null },
      work: 'serving',
      weight: 1 / 4,
      slice: null,
    });
    const device: GpuDevice = {
      seed,
      key: 'shared',
      machine: { nativeId: 'node', name: 'node' },
      index: 0,
      uuid: 'GPU-shared',
      vendor: 'nvidia',
      model: 'NVIDIA L4',
      memoryBytes: 2 ** 34,
      slicing: null,
      incidents: [],
      tenancy: () => ({ fromMs: day, untilMs: day + 3_600_000, parts: [0, 1, 2, 3].map(part) }),
    };
    const series = dcgmSeries({ hostname: 'node' }, [{ device, product: 'NVIDIA L4' }], 'old');
    const told = toldAt(series, engines, day);
    expect(told.map(({ pod, vgpu, gpu }) => [pod, vgpu, gpu])).toEqual(
      [0, 1, 2, 3].map((place) => [`pod-${place}`, String(place), '0']),
    );
  });
});

describe('the exporter’s count of XIDs', () => {
  test('has a series for each code of the last five minutes, and one of zero without a code when there was none', () => {
    const series = hall.flatMap(({ series: own }) => own).filter(({ labels }) => labels.hostname === 'dgx-s-0005');
    const ofDevice = (ms: number) =>
      series
        .filter(({ family, labels }) => family.name === 'DCGM_EXP_XID_ERRORS_COUNT' && labels.gpu === '2')
        .flatMap(({ labels, valueAt }) => {
          const value = valueAt(ms);
          return value === null ? [] : [[labels.window_size_in_ms, labels.xid, value]];
        });
    const hourMs = 3_600_000;
    const minutes = Array.from({ length: 7 * 60 }, (_, minute) => day + minute * 60_000 + 500);
    const counted = minutes.filter((ms) => ofDevice(ms)[0]?.[1] !== undefined);
    expect(counted).toHaveLength(5);
    for (const ms of counted) expect(ofDevice(ms)).toEqual([['300000', expect.stringMatching(/^(13|31|94)$/), 1]]);
    const quiet = minutes.filter((ms) => !counted.includes(ms));
    for (const ms of quiet.slice(0, 20)) expect(ofDevice(ms)).toEqual([['300000', undefined, 0]]);
    const [first = 0] = counted;
    const sticky = toldAt(series, ['DCGM_FI_DEV_XID_ERROR'], first + hourMs).filter(({ gpu }) => gpu === '2');
    expect(sticky.map(({ err_code: code }) => code)).toEqual([ofDevice(first)[0]?.[1]]);
  });
});
