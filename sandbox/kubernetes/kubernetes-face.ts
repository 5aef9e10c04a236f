import type { Face, FaceContext } from '../face';
import { hallSite } from '../world/hall/hall';
import { createHallCluster, hallClusterName } from '../world/kubernetes/hall-cluster';
import { readClusterTruth } from '../world/kubernetes/truth';
import { answer } from './answer';
import { drawCredentials } from './credentials';

/** Plays the API server of the hall's cluster. */
export async function createKubernetesFace(context: FaceContext): Promise<Face> {
  const { seed, scale, clock, faults, realNow, caCertificate } = context;
  const world = createHallCluster(seed, scale);
  const credentials = await drawCredentials(context, hallClusterName);
  const face = { face: 'kubernetes', world, clock, faults, credentials, realNow } as const;
  return {
    title: 'Kubernetes',
    answer: (request) => answer(face, request),
    connections: (server) => [
      {
        provider: 'kubernetes',
        name: 'Simulated hall Kubernetes',
        settings: { server, clusterName: hallClusterName, caCertificate, siteHint: hallSite },
        secret: { token: credentials.token },
        otherSecrets: [{ clientCertificate: credentials.clientCertificate, clientKey: credentials.clientKey }],
      },
    ],
    truth: () => readClusterTruth(world, world.at(clock.now())),
  };
}
