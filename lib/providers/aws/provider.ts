import type { Provider } from '../contract/provider';
import { ratesOfBucket } from './connect/call-rates';
import { awsConnectionForm } from './connection-form';
import { testConnection } from './connection-test/test-connection';
import { readCost } from './cost/read-cost';
import { toAwsProviderError } from './faults/to-aws-provider-error';
import { readInventory } from './inventory/read-inventory';
import { liveSeries } from './metrics/live-series';
import { readMetrics } from './metrics/read-metrics';
import { secretDestinationsOf } from './secret-destinations';
import { type AwsSecret, type AwsSettings, awsSecretSchema, awsSettingsSchema } from './settings';

/** Often enough to see a training run start, seldom enough to stay far below the API limits. */
const inventoryIntervalMs = 10 * 60_000;
/** A metric is charged for each time it is asked for, however long the window. */
const metricsIntervalMs = 5 * 60_000;
/** Agents publish once a minute, and what they publish can be read within two more. */
const metricsSettleMs = 3 * 60_000;
/** Data exports are refreshed a few times a day, and a look costs a listing. */
const costIntervalMs = 60 * 60_000;

/** Amazon Web Services, through the official SDK. */
export const awsProvider: Provider<AwsSettings, AwsSecret> = {
  id: 'aws',
  title: 'Amazon Web Services',
  form: awsConnectionForm,
  settingsSchema: awsSettingsSchema,
  secretSchema: awsSecretSchema,
  secretDestinations: secretDestinationsOf,
  caCertificateOf: ({ caCertificate }) => caCertificate,
  callRules: { toProviderError: toAwsProviderError, ratesOf: ratesOfBucket },
  test: testConnection,
  inventory: { defaultIntervalMs: inventoryIntervalMs, read: readInventory },
  metrics: {
    defaultIntervalMs: metricsIntervalMs,
    settlesAfterMs: metricsSettleMs,
    read: readMetrics,
    live: liveSeries,
  },
  cost: { defaultIntervalMs: costIntervalMs, read: readCost },
};
