import { machineSizeOf } from '../../world/azure/machine-sizes';
import { type AzureRecord, isOf } from '../../world/azure/records';
import type { VirtualMachine } from '../../world/azure/records/machines';
import { idOf } from '../../world/azure/resource-id';
import type { MetricDefinition, MetricNamespace } from './metric-definition';
import { steady, wave, wholeWave } from './wave';

const bytesPerGiB = 1024 ** 3;

/** What the host sees of virtual machines; nothing of their accelerators is among it. */
export const machineMetrics: MetricNamespace = {
  type: 'microsoft.compute/virtualmachines',
  metrics: [
    metric('Percentage CPU', 'Percent', (id) => wave(id, { low: 2, high: 97 })),
    metric('Available Memory Bytes', 'Bytes', (id, { size }) => {
      const all = machineSizeOf(size).memoryGiB * bytesPerGiB;
      return wholeWave(id, { low: all * 0.2, high: all * 0.9 });
    }),
    metric('Available Memory Percentage', 'Percent', (id) => wave(id, { low: 20, high: 90 })),
    metric('Network In Total', 'Bytes', (id) => wholeWave(id, { low: 1e6, high: 9e10 }), 'total'),
    metric('Network Out Total', 'Bytes', (id) => wholeWave(id, { low: 1e6, high: 7e10 }), 'total'),
    metric('VmAvailabilityMetric', 'Count', (id) => steady(id, 1)),
  ],
};

function metric(
  name: string,
  unit: MetricDefinition['unit'],
  sampleOf: (key: string, machine: VirtualMachine) => (at: Date) => number | null,
  aggregation: MetricDefinition['aggregation'] = 'average',
): MetricDefinition {
  return {
    name,
    unit,
    aggregation,
    grainMinutes: 1,
    dimensions: [],
    lines: (record: AzureRecord) => {
      // A machine that is not running measures nothing.
      if (!isOf('microsoft.compute/virtualmachines', record) || record.power !== 'running') return [];
      return [{ dimensions: {}, sample: sampleOf(`${idOf(record)} ${name}`, record) }];
    },
  };
}
