/**
 * The metrics Millwright keeps, by canonical name: OpenTelemetry's `hw.*` where it has one, ours beyond. Two sources that
 * measure unlike things under one everyday word (kernel-active, engine-active, tensor-active) have names of their own.
 * Units are UCUM: `1` is a ratio from 0 to 1, `By` bytes, `By/s` bytes a second, `Cel` degrees Celsius.
 */
export const metrics = {
  'hw.gpu.utilization': { unit: '1', says: 'Share of time in which at least one kernel ran.' },
  'gpu.engine.active': {
    unit: '1',
    says: 'Share of time in which the graphics or compute engine was busy; the only busy signal on a MIG slice.',
  },
  'gpu.sm.active': {
    unit: '1',
    says: 'Share of time in which a multiprocessor had a warp assigned, averaged over multiprocessors.',
  },
  'gpu.tensor.active': { unit: '1', says: 'Share of time in which the tensor pipe was busy.' },
  'hw.gpu.memory.usage': { unit: 'By', says: 'Device memory in use.' },
  'hw.gpu.memory.limit': { unit: 'By', says: 'Device memory there is.' },
  'hw.gpu.memory.utilization': { unit: '1', says: 'Device memory in use as a share of what there is.' },
  'gpu.memory.bandwidth.active': { unit: '1', says: 'Share of time in which the device memory interface was busy.' },
  'hw.power': { unit: 'W', says: 'Electrical power drawn.' },
  'hw.energy': { unit: 'J', says: 'Energy drawn since the counter began.' },
  'hw.temperature': { unit: 'Cel', says: 'Temperature of the device.' },
  'gpu.throttle.time': { unit: 's', says: 'Time throttled since the counter began, by `reason`.' },
  'gpu.xid': {
    unit: '{code}',
    says: 'The last XID the driver reported; sticky, so only a change is an event. By `code`: one that was counted lately and that the last does not show.',
  },
  'hw.errors': {
    unit: '{error}',
    says: 'Memory errors since the counter began, by `error.type`: corrected or uncorrected.',
  },
  'gpu.nvlink.io.rate': { unit: 'By/s', says: 'NVLink throughput, by `direction` where the source tells them apart.' },
  'gpu.pcie.io.rate': { unit: 'By/s', says: 'PCIe throughput, by `direction`.' },
  'fabric.io.rate': { unit: 'By/s', says: 'Throughput of the fabric between nodes, by `direction`.' },
  'hw.status': { unit: '{state}', says: 'Health as the source judges it: 0 ok, 1 degraded, 2 failed.' },
  'gpu.held': {
    unit: '1',
    says: '1 while the holder that the attributes name has the device or a part of it, as the source of the device tells.',
  },
  'gpu.allocated': { unit: '{gpu}', says: 'Devices of a node that are given out to what runs on it.' },
  'gpu.allocatable': { unit: '{gpu}', says: 'Devices of a node that can be given out, those that are included.' },
  'host.cpu.utilization': { unit: '1', says: 'Share of processor time that was not idle.' },
  'host.memory.usage': { unit: 'By', says: 'Memory of the host in use.' },
  'host.memory.limit': { unit: 'By', says: 'Memory the host has.' },
  'host.filesystem.usage': { unit: 'By', says: 'File system space in use.' },
  'host.filesystem.limit': { unit: 'By', says: 'File system space there is.' },
  'storage.io.rate': { unit: 'By/s', says: 'Throughput of a storage system, by `direction`.' },
  'storage.operation.rate': { unit: '{operation}/s', says: 'Operations of a storage system a second, by `operation`.' },
  'storage.capacity.usage': { unit: 'By', says: 'Space of a storage system in use.' },
  'storage.capacity.limit': { unit: 'By', says: 'Space a storage system has.' },
  'link.state': { unit: '{state}', says: '1 up, 0 down; a fraction where the source averages over time or tunnels.' },
  'link.bgp.state': { unit: '{state}', says: '1 established, 0 not.' },
  'link.bgp.prefixes': { unit: '{prefix}', says: 'Prefixes exchanged, by `direction`: accepted or advertised.' },
  'link.io.rate': { unit: 'By/s', says: 'Throughput of a link, by `direction`.' },
  'link.packet.rate': { unit: '{packet}/s', says: 'Packets a link carries a second, by `direction`.' },
  'link.io.drop.rate': { unit: 'By/s', says: 'Throughput a link dropped, by `direction`.' },
  'link.packet.drop.rate': {
    unit: '{packet}/s',
    says: 'Packets dropped a second, by `direction` and, where told, `reason`.',
  },
  'link.capacity': { unit: 'By/s', says: 'What the link can carry each way.' },
  'link.latency': { unit: 's', says: 'Round-trip time over the link.' },
  'link.loss': { unit: '1', says: 'Share of probes or packets lost.' },
  'link.reachability': { unit: '1', says: 'Share of probes that came through.' },
  'link.optical.power': { unit: 'dBm', says: 'Optical power, by `direction`: received or transmitted.' },
  'link.errors': { unit: '{error}/s', says: 'Errors on the link a second.' },
  'probe.success': { unit: '1', says: 'Whether a probe succeeded: 1 yes, 0 no.' },
  'probe.duration': { unit: 's', says: 'How long a probe took.' },
  'llm.tokens': {
    unit: '{token}',
    says: 'Tokens that a server of a language model worked on since its counter began, by `token.kind`: prompt or generation.',
  },
  'messaging.consumer.lag': { unit: '{message}', says: 'Messages a consumer group is behind.' },
  'messaging.replication.lag': { unit: 's', says: 'Time by which a replica of a log is behind.' },
  'queue.pending': { unit: '{workload}', says: 'Workloads that wait in a queue.' },
} as const satisfies Record<string, { unit: string; says: string }>;
export type MetricName = keyof typeof metrics;

/** What a series is about. */
export const metricSubjects = [
  'accelerator',
  'host',
  'container',
  'link',
  'storage',
  'queue',
  'probe',
  'stream',
] as const;
export type MetricSubject = (typeof metricSubjects)[number];

/** A measured value. A moment for which the source has none has no point; a point is never made up. */
export interface MetricPoint {
  at: Date;
  /** In the metric's unit; always finite. */
  value: number;
}

/** One metric of one thing over time, as one source measured it. */
export interface MetricSeries {
  metric: MetricName;
  /** The source's own name for what it measured, e.g. `DCGM_FI_DEV_GPU_UTIL`: unlike definitions are never mixed. */
  definition: string;
  subject: MetricSubject;
  /**
   * What tells this thing from others, in canonical keys: `gpu.uuid`, `gpu.index`, `host.name`, `resource` (the native
   * id of an inventory item), `direction`, `reason`, … A holder is `holder.kind` (`pod` or `job`), `holder.name` and,
   * of pods, `k8s.namespace.name`.
   */
  attributes: Record<string, string>;
  /** In order of time, each moment once. */
  points: MetricPoint[];
}
