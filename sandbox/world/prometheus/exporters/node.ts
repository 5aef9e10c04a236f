import { epoch } from '../../aws/plan/plan';
import type { HallMachine } from '../../hall/hall';
import type { ExporterSeries, Labels, MetricType } from '../series';
import { constant, counter, type Wave, wave } from '../waves';

const mebibyte = 1024 * 1024;
/** Processors shown of each machine: the exporter shows all, and the first few tell as much here. */
const processorsShown = 4;

/** Every series of the node exporter of one machine. */
export function nodeSeries(seed: string, machine: HallMachine): ExporterSeries[] {
  const { hostname, memoryMiB } = machine;
  const series: ExporterSeries[] = [];
  const add = (name: string, type: MetricType, help: string, labels: Labels, valueAt: Wave) =>
    series.push({ family: { name, type, help }, labels, valueAt });
  const fixed = (value: number) => () => value;
  const busy = wave(seed, `cpu/${hostname}`, 0.08, 0.72);

  add(
    'node_uname_info',
    'gauge',
    'Labeled system information as provided by the uname system call.',
    { nodename: hostname, sysname: 'Linux', release: '6.8.0-85-generic', machine: 'x86_64' },
    fixed(1),
  );
  add(
    'node_boot_time_seconds',
    'gauge',
    'Node boot time, in unixtime.',
    {},
    fixed(epoch.getTime() / 1000 - constant(seed, `boot/${hostname}`, 1, 90) * 86_400),
  );
  add('node_load1', 'gauge', '1m load average.', {}, (ms) => busy(ms) * machine.cores);
  const total = memoryMiB * mebibyte;
  add('node_memory_MemTotal_bytes', 'gauge', 'Memory information field MemTotal_bytes.', {}, fixed(total));
  add('node_memory_MemAvailable_bytes', 'gauge', 'Memory information field MemAvailable_bytes.', {}, (ms) =>
    Math.round(total * (0.9 - busy(ms) * 0.7)),
  );
  add('node_memory_MemFree_bytes', 'gauge', 'Memory information field MemFree_bytes.', {}, (ms) =>
    Math.round(total * (0.6 - busy(ms) * 0.5)),
  );
  const shares = { idle: 0.56, user: 0.36, system: 0.06, iowait: 0.02 };
  for (let cpu = 0; cpu < processorsShown; cpu++) {
    for (const [mode, share] of Object.entries(shares)) {
      const labels = { cpu: String(cpu), mode };
      add(
        'node_cpu_seconds_total',
        'counter',
        'Seconds the CPUs spent in each mode.',
        labels,
        counter(seed, `${hostname}/${mode}`, share),
      );
    }
  }
  for (const [mountpoint, size] of [
    ['/', 1.8e12],
    ['/raid', 28e12],
  ] as const) {
    if (mountpoint === '/raid' && machine.accelerators.length === 0) continue;
    const labels = { device: mountpoint === '/' ? '/dev/md0' : '/dev/md1', fstype: 'ext4', mountpoint };
    const used = wave(seed, `fs/${hostname}${mountpoint}`, 0.3, 0.55);
    add('node_filesystem_size_bytes', 'gauge', 'Filesystem size in bytes.', labels, fixed(size));
    add(
      'node_filesystem_avail_bytes',
      'gauge',
      'Filesystem space available to non-root users in bytes.',
      labels,
      (ms) => Math.round(size * (1 - used(ms)) * 0.95),
    );
    add('node_filesystem_free_bytes', 'gauge', 'Filesystem free space in bytes.', labels, (ms) =>
      Math.round(size * (1 - used(ms))),
    );
  }
  for (const [direction, perSecond] of [
    ['receive', 90e6],
    ['transmit', 60e6],
  ] as const) {
    add(
      `node_network_${direction}_bytes_total`,
      'counter',
      `Network device statistic ${direction}_bytes.`,
      { device: 'bond0' },
      floored(counter(seed, `${hostname}/${direction}`, perSecond)),
    );
  }
  if (machine.accelerators.length > 0) {
    for (const [direction, perSecond] of [
      ['received', 9e9],
      ['transmitted', 9.1e9],
    ] as const) {
      const labels = { device: 'mlx5_0', port: '1' };
      add(
        `node_infiniband_port_data_${direction}_bytes_total`,
        'counter',
        `Number of data octets ${direction} on all links`,
        labels,
        floored(counter(seed, `${hostname}/ib-${direction}`, perSecond)),
      );
    }
  }
  return series;
}

function floored(values: Wave): Wave {
  return (ms) => Math.floor(values(ms));
}
