import type { Provider } from '../contract/provider';
import { prometheusConnectionForm } from './connection-form';
import { testPrometheus } from './connection-test/test-connection';
import { toPrometheusProviderError } from './faults/to-prometheus-provider-error';
import { readPrometheusInventory } from './inventory/read-inventory';
import { liveSeries } from './metrics/live-series';
import { readNamed } from './metrics/named-series';
import { readMetrics } from './metrics/read-metrics';
import {
  type PrometheusSecret,
  type PrometheusSettings,
  prometheusSecretSchema,
  prometheusSettingsSchema,
} from './settings';

const inventoryIntervalMs = 5 * 60_000;
/** Exporters are scraped every 15 to 60 s. */
const metricsIntervalMs = 60_000;
/** What was scraped is there at once, but what others write to a server comes up to a minute late. */
const metricsSettleMs = 90_000;

/** Any server of Prometheus's API: Prometheus, Thanos, Mimir, VictoriaMetrics. */
export const prometheusProvider: Provider<PrometheusSettings, PrometheusSecret> = {
  id: 'prometheus',
  title: 'Prometheus',
  form: prometheusConnectionForm,
  settingsSchema: prometheusSettingsSchema,
  secretSchema: prometheusSecretSchema,
  secretDestinations: ({ endpoint }) => [endpoint],
  caCertificateOf: ({ caCertificate }) => caCertificate,
  callRules: { toProviderError: toPrometheusProviderError, limits: { ratePerSecond: 10, concurrency: 4 } },
  test: testPrometheus,
  inventory: { defaultIntervalMs: inventoryIntervalMs, read: readPrometheusInventory },
  metrics: {
    defaultIntervalMs: metricsIntervalMs,
    settlesAfterMs: metricsSettleMs,
    read: readMetrics,
    live: liveSeries,
    readNamed,
  },
};
