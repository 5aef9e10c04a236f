import type { Face, FaceContext } from '../face';
import { answer, believedTime } from '../kubernetes/answer';
import { drawCredentials } from '../kubernetes/credentials';
import { coreWeaveClusterName, createCoreWeaveCluster } from '../world/kubernetes/coreweave-cluster';
import { readClusterTruth } from '../world/kubernetes/truth';
import { createMetricsEndpoint, metricsOperation, metricsPath } from './answer-metrics';

/** Plays the API server of CoreWeave's cluster, and the Prometheus-compatible endpoint of its metrics. */
export async function createCoreWeaveFace(context: FaceContext): Promise<Face> {
  const { seed, scale, clock, faults, realNow, caCertificate } = context;
  const world = createCoreWeaveCluster(seed, scale);
  const credentials = await drawCredentials(context, coreWeaveClusterName);
  const face = { face: 'coreweave', world, clock, faults, credentials, realNow } as const;
  const answerMetrics = createMetricsEndpoint(seed, scale, world, credentials);
  return {
    title: 'CoreWeave',
    answer(request) {
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
        settings: { server, clusterName: coreWeaveClusterName, caCertificate, metricsUrl: `${server}${metricsPath}` },
        secret: { token: credentials.token },
        otherSecrets: [{ clientCertificate: credentials.clientCertificate, clientKey: credentials.clientKey }],
      },
    ],
    truth: () => readClusterTruth(world, world.at(clock.now())),
  };
}
