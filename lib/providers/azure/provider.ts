import type { Provider } from '../contract/provider';
import { ratesOfBucket } from './connect/call-rates';
import { azureConnectionForm } from './connection-form';
import { testConnection } from './connection-test/test-connection';
import { readCommitmentTerms } from './cost/read-commitment-terms';
import { readCost } from './cost/read-cost';
import { askEstimate } from './estimate/ask-estimate';
import { toAzureProviderError } from './faults/to-azure-provider-error';
import { readInventory } from './inventory/read-inventory';
import { readMetrics } from './metrics/read-metrics';
import { costQueryOperation } from './permissions/operations';
import { readPrices } from './prices/read-prices';
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

/** List prices change a few times a month. */
const pricesIntervalMs = 24 * 60 * 60_000;

/** A scope may be asked about four times a minute, so that more would keep somebody waiting for minutes. */
const mostEstimateQueries = 8;

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
  cost: { defaultIntervalMs: costIntervalMs, read: readCost, readTerms: readCommitmentTerms },
  prices: { defaultIntervalMs: pricesIntervalMs, read: readPrices },
  estimate: { operation: costQueryOperation, pageMicroUsd: 0, mostPages: mostEstimateQueries, ask: askEstimate },
};
