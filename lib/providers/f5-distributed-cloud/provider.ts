import type { Provider } from '../contract/provider';
import { endpointRates } from './connect/call-rates';
import { distributedCloudConnectionForm } from './connection-form';
import { testConnection } from './connection-test/test-connection';
import { toDistributedCloudProviderError } from './faults/to-distributed-cloud-provider-error';
import { readInventory } from './inventory/read-inventory';
import { readMetrics } from './metrics/read-metrics';
import {
  type DistributedCloudSecret,
  type DistributedCloudSettings,
  distributedCloudSecretSchema,
  distributedCloudSettingsSchema,
} from './settings';

/** F5 Distributed Cloud, through the API of a tenant's console. */
export const distributedCloudProvider: Provider<DistributedCloudSettings, DistributedCloudSecret> = {
  id: 'f5-distributed-cloud',
  title: 'F5 Distributed Cloud',
  form: distributedCloudConnectionForm,
  settingsSchema: distributedCloudSettingsSchema,
  secretSchema: distributedCloudSecretSchema,
  secretDestinations: ({ tenantUrl }) => [tenantUrl],
  caCertificateOf: ({ caCertificate }) => caCertificate,
  clientCertificateOf: (_, secret) =>
    secret !== null && 'clientKey' in secret
      ? { certificate: secret.clientCertificate, privateKey: secret.clientKey }
      : undefined,
  callRules: { toProviderError: toDistributedCloudProviderError, limits: endpointRates },
  test: testConnection,
  inventory: { defaultIntervalMs: 10 * 60_000, read: readInventory },
  metrics: { defaultIntervalMs: 5 * 60_000, settlesAfterMs: 3 * 60_000, read: readMetrics },
};
