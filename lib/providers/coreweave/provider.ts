import type { Provider } from '../contract/provider';
import type { ProviderCall } from '../contract/provider-calls';
import { ProviderError } from '../contract/provider-error';
import { toKubernetesProviderError } from '../kubernetes/faults/to-kubernetes-provider-error';
import { readClusterInventory } from '../kubernetes/inventory/read-inventory';
import { clusterIntervalMs, clusterRates } from '../kubernetes/provider';
import { coreWeaveConnectionForm } from './connection-form';
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

/** CoreWeave's Kubernetes service, through each cluster's own API and the metrics CoreWeave keeps of it. */
export const coreWeaveProvider: Provider<CoreWeaveSettings, CoreWeaveSecret> = {
  id: 'coreweave',
  title: 'CoreWeave',
  form: coreWeaveConnectionForm,
  settingsSchema: coreWeaveSettingsSchema,
  secretSchema: coreWeaveSecretSchema,
  secretDestinations: ({ server, metricsUrl }) => (metricsUrl === undefined ? [server] : [server, metricsUrl]),
  caCertificateOf: ({ caCertificate }) => caCertificate,
  callRules: { toProviderError: toCoreWeaveProviderError, limits: clusterRates },
  test: testConnection,
  inventory: {
    defaultIntervalMs: clusterIntervalMs,
    read: (session) => readClusterInventory(session, coreWeaveReaders),
  },
  metrics: { defaultIntervalMs: metricsIntervalMs, settlesAfterMs: metricsSettleMs, read: readMetrics },
};

/** The metrics API is opened by CoreWeave's own policies, which no ClusterRole touches. */
function toCoreWeaveProviderError(error: unknown, call: ProviderCall, now: Date): ProviderError {
  const fault = toKubernetesProviderError(error, call, now);
  if (!call.operation.startsWith('metrics:') || fault.kind !== 'permission-missing') return fault;
  const { kind, code, operation, cause } = fault;
  return new ProviderError({
    kind,
    code,
    operation,
    message: `CoreWeave denied ${call.place ?? operation}.`,
    remedy: 'Give the token’s principal the role Observability Viewer in an access policy of CoreWeave’s console.',
    cause,
  });
}
