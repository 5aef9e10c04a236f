import type { Provider } from '../contract/provider';
import type { ProviderCall } from '../contract/provider-calls';
import { ProviderError } from '../contract/provider-error';
import { toKubernetesProviderError } from '../kubernetes/faults/to-kubernetes-provider-error';
import { readClusterInventory } from '../kubernetes/inventory/read-inventory';
import { clusterIntervalMs, clusterRates } from '../kubernetes/provider';
import { coreWeaveConnectionForm } from './connection-form';
import { readCost } from './cost/read-cost';
import { usageOperation } from './cost/usage-api';
import { coreWeaveReaders } from './inventory/readers';
import { readMetrics } from './metrics/read-metrics';
import {
  type CoreWeaveSecret,
  type CoreWeaveSettings,
  coreWeaveSecretSchema,
  coreWeaveSettingsSchema,
} from './settings';
import { testConnection } from './test-connection';

/** The exporter serves a sample every 30 s or faster; a minute's delay is seldom enough and soon enough. */
const metricsIntervalMs = 60_000;
const metricsSettleMs = 60_000;

/** Usage comes by the hour, but a month is read whole each time. */
const costIntervalMs = 6 * 60 * 60_000;

/** CoreWeave's Kubernetes service, through each cluster's own API the metrics CoreWeave keeps of it, and its usage API. */
export const coreWeaveProvider: Provider<CoreWeaveSettings, CoreWeaveSecret> = {
  id: 'coreweave',
  title: 'CoreWeave',
  form: coreWeaveConnectionForm,
  settingsSchema: coreWeaveSettingsSchema,
  secretSchema: coreWeaveSecretSchema,
  secretDestinations: ({ server, metricsUrl, billingUrl }) =>
    [server, metricsUrl, billingUrl].filter((address) => address !== undefined),
  caCertificateOf: ({ caCertificate }) => caCertificate,
  callRules: { toProviderError: toCoreWeaveProviderError, limits: clusterRates },
  test: testConnection,
  inventory: {
    defaultIntervalMs: clusterIntervalMs,
    read: (session) => readClusterInventory(session, coreWeaveReaders),
  },
  metrics: { defaultIntervalMs: metricsIntervalMs, settlesAfterMs: metricsSettleMs, read: readMetrics },
  cost: { defaultIntervalMs: costIntervalMs, read: readCost },
};

/** The metrics and billing APIs are opened by CoreWeave itself, which no ClusterRole touches. */
function toCoreWeaveProviderError(error: unknown, call: ProviderCall, now: Date): ProviderError {
  const fault = toKubernetesProviderError(error, call, now);
  if (fault.kind !== 'permission-missing') return fault;
  const { kind, code, operation, cause } = fault;
  if (operation.startsWith('metrics:'))
    return new ProviderError({
      kind,
      code,
      operation,
      message: `CoreWeave denied ${call.place ?? operation}.`,
      remedy: 'Give the token’s principal the role Observability Viewer in an access policy of CoreWeave’s console.',
      cause,
    });
  if (operation !== usageOperation) return fault;
  return new ProviderError({
    kind: 'capability-unsupported',
    code: 'FocusExportNotEnabled',
    operation,
    message: 'CoreWeave’s FOCUS usage API is not enabled for this organisation.',
    remedy: 'Ask CoreWeave’s support to enable the FOCUS export; the token must be an API access token of the console.',
    cause,
  });
}
