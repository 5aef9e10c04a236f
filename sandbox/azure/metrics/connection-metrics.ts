import { isOf } from '../../world/azure/records';
import { idOf } from '../../world/azure/resource-id';
import type { SideReading } from '../../world/links/link';
import type { MetricDefinition, MetricNamespace } from './metric-definition';
import { linksOf, seen } from './seen';

const bitsPerByte = 8;

/** What connections of gateways to circuits carry, in bits; tunnels are measured by their gateway. */
export const connectionMetrics: MetricNamespace = {
  type: 'microsoft.network/connections',
  metrics: [
    traffic('BitsInPerSecond', ({ inBytesPerSecond }) => inBytesPerSecond),
    traffic('BitsOutPerSecond', ({ outBytesPerSecond }) => outBytesPerSecond),
  ],
};

function traffic(name: string, pick: (reading: SideReading) => number): MetricDefinition {
  return {
    name,
    unit: 'BitsPerSecond',
    aggregation: 'average',
    grainMinutes: 1,
    dimensions: [],
    lines: (record, world) =>
      isOf('microsoft.network/connections', record) && record.purpose === 'circuit'
        ? [
            {
              dimensions: {},
              sample: seen(linksOf(world), record.line, { key: `${idOf(record)} ${name}`, minutes: 1 }, (reading) =>
                Math.round(pick(reading) * bitsPerByte),
              ),
            },
          ]
        : [],
  };
}
