import type { Provider } from '../contract/provider';
import { ratesOfBucket } from './connect/call-rates';
import { awsConnectionForm } from './connection-form';
import { testConnection } from './connection-test/test-connection';
import { readCommitmentTerms } from './cost/read-commitment-terms';
import { readCost } from './cost/read-cost';
import { askEstimate } from './estimate/ask-estimate';
import { toAwsProviderError } from './faults/to-aws-provider-error';
import { readInventory } from './inventory/read-inventory';
import { liveSeries } from './metrics/live-series';
import { readMetrics } from './metrics/read-metrics';
import { factsOf } from './permissions/operations';
import { readPrices } from './prices/read-prices';
import { secretDestinationsOf } from './secret-destinations';
import { type AwsSecret, type AwsSettings, awsSecretSchema, awsSettingsSchema } from './settings';

/** Often enough to see a training run start, seldom enough to stay far below the API limits. */
const inventoryIntervalMs = 10 * 60_000;
/** A metric is charged for each time it is asked for, however long the window. */
const metricsIntervalMs = 5 * 60_000;
/** What is counted over five minutes can be read within three more; agents' minutes sooner. */
const metricsSettleMs = 8 * 60_000;
/** Data exports are refreshed a few times a day, and a look costs a listing. */
const costIntervalMs = 60 * 60_000;

/** List prices change a few times a month; those of the spot market are a moment's. */
const pricesIntervalMs = 24 * 60 * 60_000;

/** At a cent a page, five cents an answer. */
const mostEstimatePages = 5;

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
  cost: { defaultIntervalMs: costIntervalMs, read: readCost, readTerms: readCommitmentTerms },
  prices: { defaultIntervalMs: pricesIntervalMs, read: readPrices },
  estimate: {
    operation: 'ce:GetCostAndUsage',
    pageMicroUsd: factsOf('ce:GetCostAndUsage').priceMicroUsd,
    mostPages: mostEstimatePages,
    ask: askEstimate,
  },
};
