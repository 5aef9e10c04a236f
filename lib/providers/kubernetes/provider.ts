import type { CallLimits } from '../contract/calls/call-limits';
import type { Provider } from '../contract/provider';
import { kubernetesConnectionForm } from './connection-form';
import { testCluster } from './connection-test/test-cluster';
import { toKubernetesProviderError } from './faults/to-kubernetes-provider-error';
import { readClusterInventory } from './inventory/read-inventory';
import { kubernetesReaders } from './inventory/readers';
import { kubernetesPermissions } from './permissions';
import {
  type KubernetesSecret,
  type KubernetesSettings,
  kubernetesSecretSchema,
  kubernetesSettingsSchema,
} from './settings';

/** Pods come and go by the minute, but a cluster is read whole each time. */
export const clusterIntervalMs = 5 * 60_000;

/** Below what a single kubectl may do, so that an API server's other clients never notice. */
export const clusterRates: Partial<CallLimits> = { ratePerSecond: 10, concurrency: 4 };

/** Any Kubernetes cluster, through its own API. */
export const kubernetesProvider: Provider<KubernetesSettings, KubernetesSecret> = {
  id: 'kubernetes',
  title: 'Kubernetes',
  form: kubernetesConnectionForm,
  settingsSchema: kubernetesSettingsSchema,
  secretSchema: kubernetesSecretSchema,
  secretDestinations: ({ server }) => [server],
  caCertificateOf: ({ caCertificate }) => caCertificate,
  clientCertificateOf: (_, secret) =>
    secret !== null && 'clientKey' in secret
      ? { certificate: secret.clientCertificate, privateKey: secret.clientKey }
      : undefined,
  callRules: { toProviderError: toKubernetesProviderError, limits: clusterRates },
  test: (session) => testCluster(session, kubernetesPermissions),
  inventory: {
    defaultIntervalMs: clusterIntervalMs,
    read: (session) => readClusterInventory(session, kubernetesReaders),
  },
};
