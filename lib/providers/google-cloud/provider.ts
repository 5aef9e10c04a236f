import type { Provider } from '../contract/provider';
import { ratesOfBucket } from './connect/call-rates';
import { googleCloudConnectionForm } from './connection-form';
import { testConnection } from './connection-test/test-connection';
import { readCommitmentTerms } from './cost/read-commitment-terms';
import { readCost } from './cost/read-cost';
import { toGoogleProviderError } from './faults/to-google-provider-error';
import { readInventory } from './inventory/read-inventory';
import { readMetrics } from './metrics/read-metrics';
import { readPrices } from './prices/read-prices';
import { secretDestinationsOf } from './secret-destinations';
import {
  type GoogleCloudSecret,
  type GoogleCloudSettings,
  googleCloudSecretSchema,
  googleCloudSettingsSchema,
} from './settings';

/** Often enough to see a training run start, seldom enough to stay far below the quota of listings. */
const inventoryIntervalMs = 10 * 60_000;

/** Samples come every minute. */
const metricsIntervalMs = 5 * 60_000;
/** Samples are visible up to 180 seconds after they were taken. */
const metricsSettleAfterMs = 4 * 60_000;

/** Google exports bills a few times a day, at times of its own. */
const costIntervalMs = 6 * 60 * 60_000;

/** The catalogue is made anew once a day. */
const pricesIntervalMs = 24 * 60 * 60_000;

/** Google Cloud: Cloud Asset Inventory, Cloud Monitoring and the billing export in BigQuery. */
export const googleCloudProvider: Provider<GoogleCloudSettings, GoogleCloudSecret> = {
  id: 'google-cloud',
  title: 'Google Cloud',
  form: googleCloudConnectionForm,
  settingsSchema: googleCloudSettingsSchema,
  secretSchema: googleCloudSecretSchema,
  secretDestinations: secretDestinationsOf,
  caCertificateOf: ({ caCertificate }) => caCertificate,
  callRules: { toProviderError: toGoogleProviderError, ratesOf: ratesOfBucket },
  test: testConnection,
  inventory: { defaultIntervalMs: inventoryIntervalMs, read: readInventory },
  metrics: { defaultIntervalMs: metricsIntervalMs, settlesAfterMs: metricsSettleAfterMs, read: readMetrics },
  cost: { defaultIntervalMs: costIntervalMs, read: readCost, readTerms: readCommitmentTerms },
  prices: { defaultIntervalMs: pricesIntervalMs, read: readPrices },
};
