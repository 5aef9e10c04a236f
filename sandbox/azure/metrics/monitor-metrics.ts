import { isOf } from '../../world/azure/records';
import type { MonitorTest } from '../../world/azure/records/links';
import { idOf } from '../../world/azure/resource-id';
import type { SideReading } from '../../world/links/link';
import type { MetricDefinition, MetricNamespace } from './metric-definition';
import { linksOf, seen } from './seen';

const percent = 100;
const milliseconds = 1000;
/** Beyond this share of failed checks a test fails, as the monitors' documents say. */
const failedShareLimit = 0.2;
/** The vendor's numbers of a test's result. */
const results = { pass: 1, fail: 3 } as const;

const dimensions = [
  'SourceAddress',
  'SourceName',
  'SourceResourceId',
  'SourceType',
  'Protocol',
  'DestinationAddress',
  'DestinationName',
  'DestinationResourceId',
  'DestinationType',
  'DestinationPort',
  'TestGroupName',
  'TestConfigurationName',
  'SourceIP',
  'DestinationIP',
  'SourceSubnet',
  'DestinationSubnet',
] as const;

/** What connection monitors tell of each of their tests; of one that reaches nothing there is no round trip. */
export const monitorMetrics: MetricNamespace = {
  type: 'microsoft.network/networkwatchers/connectionmonitors',
  metrics: [
    perTest('ChecksFailedPercent', 'Percent', ({ lossShare }) => lossShare * percent),
    perTest('RoundTripTimeMs', 'MilliSeconds', ({ latencySeconds }) =>
      latencySeconds === null ? null : latencySeconds * milliseconds,
    ),
    perTest('TestResult', 'Count', ({ lossShare, latencySeconds }, { roundTripLimitMs }) =>
      lossShare > failedShareLimit || latencySeconds === null || latencySeconds * milliseconds > roundTripLimitMs
        ? results.fail
        : results.pass,
    ),
  ],
};

function perTest(
  name: string,
  unit: MetricDefinition['unit'],
  pick: (reading: SideReading, test: MonitorTest) => number | null,
): MetricDefinition {
  return {
    name,
    unit,
    aggregation: 'average',
    grainMinutes: 1,
    dimensions:
      name === 'TestResult' ? [...dimensions.slice(0, 12), 'TestResultCriterion', ...dimensions.slice(12)] : dimensions,
    lines(record, world) {
      if (!isOf('microsoft.network/networkwatchers/connectionmonitors', record)) return [];
      const links = linksOf(world);
      return record.tests.map((test) => ({
        dimensions: dimensionsOf(test),
        sample: seen(links, test.line, { key: `${idOf(record)} ${test.name} ${name}`, minutes: 1 }, (reading) =>
          pick(reading, test),
        ),
      }));
    },
  };
}

function dimensionsOf(test: MonitorTest): Record<string, string> {
  const { name, source, sourceAddress, destination, destinationAddress, port } = test;
  return {
    SourceAddress: sourceAddress,
    SourceName: 'azure-subnet',
    SourceResourceId: source,
    SourceType: 'AzureSubnet',
    Protocol: 'Tcp',
    DestinationAddress: destinationAddress,
    DestinationName: destination,
    DestinationResourceId: '',
    DestinationType: 'ExternalAddress',
    DestinationPort: String(port),
    TestGroupName: name,
    TestConfigurationName: `tcp-${name}`,
    TestResultCriterion: 'ChecksFailedPercent',
    SourceIP: sourceAddress,
    DestinationIP: destinationAddress,
    SourceSubnet: source,
    DestinationSubnet: '',
  };
}
