import type { ExporterSeries, Labels, MetricType } from '../series';
import { counter, type Wave, wave } from '../waves';

const lustreTargets = 6;
const beegfsTargets = 4;
const terabyte = 1e12;

/** Every series of the exporter on one of the hall's Lustre servers. */
export function lustreSeries(seed: string): ExporterSeries[] {
  const { series, add } = collect();
  for (let index = 0; index < lustreTargets; index++) {
    const target = `scratch-OST${index.toString(16).padStart(4, '0')}`;
    const labels = { component: 'ost', target };
    const size = 180_000_000_000;
    const used = wave(seed, `lustre/${target}`, 0.58, 0.64);
    add('lustre_capacity_kilobytes', 'gauge', 'Capacity of the pool in kilobytes', labels, () => size);
    add('lustre_free_kilobytes', 'gauge', 'Number of kilobytes allocated to the pool', labels, (ms) =>
      Math.round(size * (1 - used(ms))),
    );
    add('lustre_available_kilobytes', 'gauge', 'Number of kilobytes readily available in the pool', labels, (ms) =>
      Math.round(size * (1 - used(ms)) * 0.98),
    );
    for (const [operation, perSecond] of [
      ['read', 2.4e9],
      ['write', 1.1e9],
    ] as const) {
      add(
        `lustre_${operation}_bytes_total`,
        'counter',
        `The total number of bytes that have been ${operation === 'read' ? 'read' : 'written'}.`,
        labels,
        floored(counter(seed, `${target}/${operation}`, perSecond)),
      );
      add(
        `lustre_${operation}_samples_total`,
        'counter',
        `Total number of ${operation}s that have been recorded.`,
        labels,
        floored(counter(seed, `${target}/${operation}s`, perSecond / 1e6)),
      );
    }
  }
  for (const operation of ['open', 'close', 'getattr', 'mkdir', 'unlink']) {
    const labels = { component: 'mdt', operation, target: 'scratch-MDT0000' };
    add(
      'lustre_stats_total',
      'counter',
      'Number of operations the filesystem has performed.',
      labels,
      floored(counter(seed, `mdt/${operation}`, 900)),
    );
  }
  add(
    'lustre_health_check',
    'gauge',
    'Current health status for the indicated instance: 1 refers to healthy, 0 to unhealthy',
    { component: 'health', target: 'lustre' },
    () => 1,
  );
  return series;
}

/** Every series of the exporter of the hall's BeeGFS. */
export function beegfsSeries(seed: string): ExporterSeries[] {
  const { series, add } = collect();
  for (let index = 1; index <= beegfsTargets; index++) {
    const node = { node_id: String(index), hostname: `beegfs-${index}.munich.millwright.example` };
    const target = { node_id: String(index), target_id: `${index}01` };
    const size = 240 * terabyte;
    const used = wave(seed, `beegfs/${index}`, 0.71, 0.78);
    add('beegfs_target_disk_space_total_bytes', 'gauge', 'Storage target total disk space', target, () => size);
    add('beegfs_target_disk_space_free_bytes', 'gauge', 'Storage target free disk space', target, (ms) =>
      Math.round(size * (1 - used(ms))),
    );
    add('beegfs_target_inodes_total', 'gauge', 'Storage target total inodes', target, () => 2_000_000_000);
    add('beegfs_target_inodes_free', 'gauge', 'Storage target free inodes', target, () => 1_420_118_400);
    add(
      'beegfs_target_consistency_state',
      'gauge',
      'Storage target consistency: 0 good, 1 needs resync, 2 bad',
      target,
      () => (index === 3 ? 1 : 0),
    );
    for (const [operation, perSecond] of [
      ['read', 0.9e9],
      ['write', 0.5e9],
    ] as const) {
      add(
        `beegfs_storage_disk_${operation}_bytes_total`,
        'counter',
        `Storage node disk ${operation} bytes`,
        node,
        floored(counter(seed, `beegfs/${index}/${operation}`, perSecond)),
      );
    }
  }
  return series;
}

function collect() {
  const series: ExporterSeries[] = [];
  const add = (name: string, type: MetricType, help: string, labels: Labels, valueAt: Wave) =>
    series.push({ family: { name, type, help }, labels, valueAt });
  return { series, add };
}

function floored(values: Wave): Wave {
  return (ms) => Math.floor(values(ms));
}
