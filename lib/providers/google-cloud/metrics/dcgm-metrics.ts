import type { MetricName } from '@/lib/domain/metric';
import { ofInstance } from './accelerator-metrics';
import type { Conversion, MetricGroup, MetricSource, SeriesLabels } from './metric-source';

/** What the labels of one series say beside its device; null leaves it out. */
type Detail = (metric: SeriesLabels['metric']) => Record<string, string> | null;

const ofDevices = (
  type: string,
  metric: MetricName,
  conversion: Conversion = 'documented',
  detail: Detail = () => ({}),
): MetricSource => ({
  type: `workload.googleapis.com/${type}`,
  resourceType: 'gce_instance',
  metric,
  subject: 'accelerator',
  conversion,
  isWrittenByAgent: true,
  attributesOf: (labels) => {
    const attributes = detail(labels.metric);
    return attributes && { ...ofInstance(labels), ...attributes };
  },
});

const tensorPipe: Detail = ({ pipe }) => (pipe === 'tensor' ? {} : null);

/** The first version of the agent's receiver writes other words than the second. */
const directions = new Map([
  ['transmit', 'transmit'],
  ['receive', 'receive'],
  ['tx', 'transmit'],
  ['rx', 'receive'],
]);
const inDirection: Detail = ({ direction = '' }) => {
  const known = directions.get(direction);
  return known === undefined ? null : { direction: known };
};

const reasons = new Map([
  ['sync_boost', 'sync-boost'],
  ['board_limit', 'board-limit'],
  ['low_util', 'low-utilization'],
  ['app_clock', 'app-clock'],
  ['base_clock', 'base-clock'],
]);
const byReason: Detail = ({ violation }) => (violation ? { reason: reasons.get(violation) ?? violation } : null);

const eccTypes = new Map([
  ['sbe', 'corrected'],
  ['dbe', 'uncorrected'],
]);
const byEccType: Detail = ({ error_type: type = '' }) => {
  const known = eccTypes.get(type);
  return known === undefined ? null : { 'error.type': known };
};

const byCode: Detail = ({ xid }) => (Number(xid) > 0 ? { code: String(Number(xid)) } : null);

/**
 * What the Ops Agent reads through DCGM in the second version of its receiver. Shares come as ratios and counters as
 * totals since they began; power is what the energy counter grew by. XIDs, which the agent writes only where it was told
 * to, are counted by code, so each tells the code at the moments at which its count grew.
 */
export const opsAgentDcgm: MetricGroup = {
  name: 'workload.googleapis.com/gpu.dcgm',
  sources: [
    ofDevices('gpu.dcgm.utilization', 'gpu.engine.active'),
    ofDevices('gpu.dcgm.sm.utilization', 'gpu.sm.active'),
    ofDevices('gpu.dcgm.pipe.utilization', 'gpu.tensor.active', 'documented', tensorPipe),
    ofDevices('gpu.dcgm.memory.bandwidth_utilization', 'gpu.memory.bandwidth.active'),
    ofDevices('gpu.dcgm.energy_consumption', 'hw.energy'),
    ofDevices('gpu.dcgm.energy_consumption', 'hw.power', 'growth'),
    ofDevices('gpu.dcgm.temperature', 'hw.temperature'),
    ofDevices('gpu.dcgm.clock.throttle_duration.time', 'gpu.throttle.time', 'documented', byReason),
    ofDevices('gpu.dcgm.ecc_errors', 'hw.errors', 'documented', byEccType),
    ofDevices('gpu.dcgm.xid_errors', 'gpu.xid', 'code', byCode),
    ofDevices('gpu.dcgm.nvlink.io', 'gpu.nvlink.io.rate', 'growth', inDirection),
    ofDevices('gpu.dcgm.pcie.io', 'gpu.pcie.io.rate', 'growth', inDirection),
  ],
};

/** The same in the receiver's first version, which is what an agent uses that was told none: less of it, and rates. */
export const opsAgentDcgmFirst: MetricGroup = {
  name: 'workload.googleapis.com/dcgm.gpu.profiling',
  sources: [
    ofDevices('dcgm.gpu.profiling.sm_utilization', 'gpu.sm.active'),
    ofDevices('dcgm.gpu.profiling.pipe_utilization', 'gpu.tensor.active', 'documented', tensorPipe),
    ofDevices('dcgm.gpu.profiling.dram_utilization', 'gpu.memory.bandwidth.active'),
    ofDevices('dcgm.gpu.profiling.nvlink_traffic_rate', 'gpu.nvlink.io.rate', 'documented', inDirection),
    ofDevices('dcgm.gpu.profiling.pcie_traffic_rate', 'gpu.pcie.io.rate', 'documented', inDirection),
  ],
};
