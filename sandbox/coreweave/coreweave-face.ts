import type { Face, FaceContext } from '../face';
import { answer } from '../kubernetes/answer';
import { drawCredentials } from '../kubernetes/credentials';
import { coreWeaveClusterName, createCoreWeaveCluster } from '../world/kubernetes/coreweave-cluster';
import { readClusterTruth } from '../world/kubernetes/truth';

/** Plays the API server of CoreWeave's cluster. */
export async function createCoreWeaveFace(context: FaceContext): Promise<Face> {
  const { seed, scale, clock, faults, realNow, caCertificate } = context;
  const world = createCoreWeaveCluster(seed, scale);
  const credentials = await drawCredentials(context, coreWeaveClusterName);
  const face = { face: 'coreweave', world, clock, faults, credentials, realNow } as const;
  return {
    title: 'CoreWeave',
    answer: (request) => answer(face, request),
    connections: (server) => [
      {
        provider: 'coreweave',
        name: 'Simulated CoreWeave',
        settings: { server, clusterName: coreWeaveClusterName, caCertificate },
        secret: { token: credentials.token },
        otherSecrets: [{ clientCertificate: credentials.clientCertificate, clientKey: credentials.clientKey }],
      },
    ],
    truth: () => readClusterTruth(world, world.at(clock.now())),
  };
}
