import type { MetricGroup } from './metric-group';

const monitors = {
  type: 'microsoft.network/networkwatchers/connectionmonitors',
  namespace: 'Microsoft.Network/networkWatchers/connectionMonitors',
  subject: 'probe',
  grainSeconds: 60,
  dimensions: {
    SourceName: 'source.name',
    SourceResourceId: 'source.resource',
    DestinationName: 'destination.name',
    DestinationResourceId: 'destination.resource',
    DestinationAddress: 'destination.address',
    TestGroupName: 'test.group',
    TestConfigurationName: 'test.configuration',
    Protocol: 'protocol',
  },
} as const;

const pass = 1;
const fail = 3;

/**
 * Tests of Connection Monitor between what somebody configured: the only latency that Azure measures. A round trip of no time
 * was none. Of a minute's results the worst counts; `Warning` and `Indeterminate` say neither that a test passed nor that it
 * failed.
 */
export const connectionMonitorMetrics: readonly MetricGroup[] = [
  {
    ...monitors,
    aggregation: 'average',
    metrics: [
      {
        name: 'RoundTripTimeMs',
        metric: 'link.latency',
        units: ['MilliSeconds'],
        toValue: (ms) => (ms > 0 ? ms / 1000 : null),
      },
      {
        name: 'ChecksFailedPercent',
        metric: 'link.loss',
        units: ['Percent'],
        toValue: (percent) => (percent >= 0 && percent <= 100 ? percent / 100 : null),
      },
    ],
  },
  {
    ...monitors,
    aggregation: 'maximum',
    metrics: [
      {
        name: 'TestResult',
        metric: 'probe.success',
        units: ['Count', 'Unspecified'],
        toValue: (result) => (result === pass ? 1 : result === fail ? 0 : null),
      },
    ],
  },
];
