import type { ConnectionMonitor, NetworkWatcher } from '../../world/azure/records/links';
import type { Document } from './document';

export function watcherDocument({ provisioning }: NetworkWatcher): Document {
  return { properties: { provisioningState: provisioning, runningOperationIds: [] } };
}

/** Every test has an endpoint it tries to reach, a configuration and a group of its own. */
export function monitorDocument({ tests, provisioning, createdAt }: ConnectionMonitor): Document {
  const [first] = tests;
  const source = 'azure-subnet';
  return {
    properties: {
      provisioningState: provisioning,
      startTime: createdAt.toISOString(),
      monitoringStatus: 'Running',
      connectionMonitorType: 'MultiEndpoint',
      endpoints: [
        ...(first ? [{ name: source, type: 'AzureSubnet', resourceId: first.source }] : []),
        ...tests.map(({ destination, destinationAddress }) => ({
          name: destination,
          type: 'ExternalAddress',
          address: destinationAddress,
        })),
      ],
      testConfigurations: tests.map(({ name, port, roundTripLimitMs }) => ({
        name: `tcp-${name}`,
        testFrequencySec: 30,
        protocol: 'Tcp',
        tcpConfiguration: { port, disableTraceRoute: true },
        successThreshold: { checksFailedPercent: 20, roundTripTimeMs: roundTripLimitMs },
      })),
      testGroups: tests.map(({ name, destination }) => ({
        name,
        disable: false,
        sources: [source],
        destinations: [destination],
        testConfigurations: [`tcp-${name}`],
      })),
      outputs: [],
    },
  };
}
