import type { MetricName, MetricSeries } from '@/lib/domain/metric';
import type { MetricStore } from '@/lib/store/metrics/metric-store';
import { gpusPerNode, nodeName, type SeededCluster } from './seed-fleet';

const minute = 60_000;
const measured: readonly { metric: MetricName; definition: string; most: number }[] = [
  { metric: 'gpu.sm.active', definition: 'DCGM_FI_PROF_SM_ACTIVE', most: 1 },
  { metric: 'hw.gpu.utilization', definition: 'DCGM_FI_DEV_GPU_UTIL', most: 1 },
  { metric: 'hw.gpu.memory.usage', definition: 'DCGM_FI_DEV_FB_USED', most: 80 * 2 ** 30 },
  { metric: 'hw.power', definition: 'DCGM_FI_DEV_POWER_USAGE', most: 700 },
];
const seededMetrics = measured.map(({ metric }) => metric);
/** What idleness and frozen sources are told by. */
const lately = 45;

/** Four metrics of every GPU, each minute of the last three quarters of an hour, and of the first cluster one of them for a day. */
export async function seedMetrics(store: MetricStore, clusters: readonly SeededCluster[], now: Date): Promise<void> {
  const [first] = clusters;
  if (first === undefined) throw new RangeError('There is no cluster.');
  for (let hour = 24; hour > 0; hour -= 1)
    await write(store, first, now, toMoments(now, 60 * hour, 60), ['gpu.sm.active']);
  for (const cluster of clusters)
    for (let ago = lately; ago > 0; ago -= 15) await write(store, cluster, now, toMoments(now, ago, 15), seededMetrics);
}

function toMoments(now: Date, minutesAgo: number, count: number): Date[] {
  const start = Math.floor(now.getTime() / minute) * minute - minutesAgo * minute;
  return Array.from({ length: count }, (_, index) => new Date(start + index * minute));
}

async function write(
  store: MetricStore,
  cluster: SeededCluster,
  now: Date,
  moments: readonly Date[],
  metrics: readonly MetricName[],
): Promise<void> {
  const series = measured
    .filter(({ metric }) => metrics.includes(metric))
    .flatMap(({ metric, definition, most }) =>
      Array.from(
        { length: cluster.nodes * gpusPerNode },
        (_, gpu): MetricSeries => ({
          metric,
          definition,
          subject: 'accelerator',
          attributes: attributesOf(cluster, gpu),
          points: moments.map((at) => ({ at, value: Number((draw(gpu, at.getTime()) * most).toFixed(3)) })),
        }),
      ),
    );
  await store.write({ connectionId: cluster.metrics, series, now }, async () => undefined);
}

function attributesOf(cluster: SeededCluster, gpu: number): Record<string, string> {
  const node = Math.floor(gpu / gpusPerNode);
  return {
    'gpu.index': String(gpu % gpusPerNode),
    'gpu.uuid': `GPU-${cluster.name}-${gpu.toString(16).padStart(8, '0')}`,
    'host.name': nodeName(cluster, node),
    'k8s.cluster.name': cluster.name,
  };
}

/** From 0 to 1, the same for the same device and moment; one device in nine does nothing. */
function draw(gpu: number, time: number): number {
  if (gpu % 9 === 0) return 0;
  let mixed = Math.imul(gpu ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(Math.floor(time / 1_000), 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 0xffffffff;
}
