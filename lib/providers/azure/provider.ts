import type { Provider } from '../contract/provider';
import { ratesOfBucket } from './connect/call-rates';
import { azureConnectionForm } from './connection-form';
import { testConnection } from './connection-test/test-connection';
import { readCost } from './cost/read-cost';
import { toAzureProviderError } from './faults/to-azure-provider-error';
import { readInventory } from './inventory/read-inventory';
import { readMetrics } from './metrics/read-metrics';
import { secretDestinationsOf } from './secret-destinations';
import { type AzureSecret, type AzureSettings, azureSecretSchema, azureSettingsSchema } from './settings';

/** Resource Graph follows changes within minutes; asked more often it would only say the same. */
const inventoryIntervalMs = 10 * 60_000;
/** The finest grain of VPN gateways. */
const metricsIntervalMs = 5 * 60_000;
/** Platform metrics are there within minutes; a VPN gateway's five-minute point comes last. */
const metricsSettleMs = 10 * 60_000;
/** Exports run once a day, and a look costs a listing. */
const costIntervalMs = 60 * 60_000;

/** Microsoft Azure, through Resource Graph and the metrics batch API. */
export const azureProvider: Provider<AzureSettings, AzureSecret> = {
  id: 'azure',
  title: 'Microsoft Azure',
  form: azureConnectionForm,
  settingsSchema: azureSettingsSchema,
  secretSchema: azureSecretSchema,
  secretDestinations: secretDestinationsOf,
  caCertificateOf: ({ caCertificate }) => caCertificate,
  callRules: { toProviderError: toAzureProviderError, ratesOf: ratesOfBucket },
  test: testConnection,
  inventory: { defaultIntervalMs: inventoryIntervalMs, read: readInventory },
  metrics: { defaultIntervalMs: metricsIntervalMs, settlesAfterMs: metricsSettleMs, read: readMetrics },
  cost: { defaultIntervalMs: costIntervalMs, read: readCost },
};
