import type { Face, FaceContext } from '../face';
import { answer, believedTime } from '../kubernetes/answer';
import { drawCredentials } from '../kubernetes/credentials';
import { coreWeaveClusterName, createCoreWeaveCluster } from '../world/kubernetes/coreweave-cluster';
import { readClusterTruth } from '../world/kubernetes/truth';
import { billingOperation, createBillingEndpoint } from './answer-billing';
import { createMetricsEndpoint, metricsOperation, metricsPath } from './answer-metrics';

/** What the factory's contract says an hour costs: the vendor's API tells no money. */
const rateCard = [
  'gb200-4x, GPU-hours, 7.85, USD, 2026-01-01',
  'cd-gp-a192-genoa, instance-hours, 5.9, USD, 2026-01-01',
  'distributed-file-storage, GiB-hours, 0.000082, USD, 2026-01-01',
  'public-ip, IP-hours, 0.0055, USD, 2026-01-01',
];

/** Plays the API server of CoreWeave's cluster, the Prometheus-compatible endpoint of its metrics, and the billing API. */
export async function createCoreWeaveFace(context: FaceContext): Promise<Face> {
  const { seed, scale, clock, faults, realNow, caCertificate } = context;
  const world = createCoreWeaveCluster(seed, scale);
  const credentials = await drawCredentials(context, coreWeaveClusterName);
  const face = { face: 'coreweave', world, clock, faults, credentials, realNow } as const;
  const answerBilling = createBillingEndpoint(seed, scale, credentials);
  const answerMetrics = createMetricsEndpoint(seed, scale, world, credentials);
  return {
    title: 'CoreWeave',
    answer(request) {
      const billing = billingOperation(request);
      if (billing !== null) {
        const target = { account: world.name, region: 'global', service: 'billing', operation: billing };
        const fault = faults.strike('coreweave', target);
        const response = answerBilling(request, fault, clock.now());
        return { response, fault, believedNow: believedTime(realNow(), fault) };
      }
      const operation = metricsOperation(request);
      if (operation === null) return answer(face, request);
      const target = { account: world.name, region: 'global', service: 'metrics', operation };
      const fault = faults.strike('coreweave', target);
      const response = answerMetrics(request, fault, clock.now().getTime());
      return { response, fault, believedNow: believedTime(realNow(), fault) };
    },
    connections: (server) => [
      {
        provider: 'coreweave',
        name: 'Simulated CoreWeave',
        settings: {
          server,
          clusterName: coreWeaveClusterName,
          caCertificate,
          metricsUrl: `${server}${metricsPath}`,
          billingUrl: server,
          rateCard,
        },
        secret: { token: credentials.token },
        otherSecrets: [{ clientCertificate: credentials.clientCertificate, clientKey: credentials.clientKey }],
      },
    ],
    truth: () => readClusterTruth(world, world.at(clock.now())),
  };
}
