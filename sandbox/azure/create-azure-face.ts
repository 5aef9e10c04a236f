import type { ConnectionFacts, Face, FaceContext } from '../face';
import { readAzureTruth } from '../world/azure/truth';
import { createAzureWorld } from '../world/azure/world';
import { answer } from './answer';
import { createClientCertificate } from './entra/client-certificate';
import { createDirectory, exchangeAudience } from './entra/directory';
import { signToken } from './entra/json-web-token';
import { billingAccountScope } from './exports/definitions';
import { createExportStore } from './exports/export-store';
import { AnswerCache } from './resource-graph/answer-cache';
import { QueryQuota } from './resource-graph/query-quota';
import { ReadBucket } from './resource-manager/read-bucket';

export interface AzureFaceOptions {
  /** Most subscriptions one Resource Graph query may cover; the vendor's own limit when absent. */
  subscriptionCeiling?: number;
}

/**
 * Plays Entra ID, Resource Manager, Resource Graph, the metrics data plane of Azure Monitor and the Blob service for one
 * directory.
 */
export async function createAzureFace(
  context: FaceContext,
  { subscriptionCeiling = 10_000 }: AzureFaceOptions = {},
): Promise<Face> {
  const { seed, scale, clock, faults, bills, realNow, caCertificate, secretFor, enforceLimits = false } = context;
  const world = createAzureWorld({ seed, scale });
  const directory = createDirectory(secretFor, await createClientCertificate(realNow()));
  const quota = new QueryQuota(enforceLimits);
  const sealKey = secretFor('azure/pages');
  const answers = new AnswerCache();
  const reads = enforceLimits ? new ReadBucket() : null;
  const face = {
    world,
    bills,
    exports: createExportStore(bills),
    clock,
    faults,
    directory,
    sealKey,
    quota,
    answers,
    reads,
    subscriptionCeiling,
    realNow,
  };
  return {
    title: 'Azure',
    answer: (request) => answer(face, request),
    connections: (origin) => [connectionTo(origin)],
    truth: () => readAzureTruth(world.at(clock.now())),
  };

  function connectionTo(endpoint: string): ConnectionFacts {
    const { tenantId, clientId, clientSecret, certificate } = directory;
    const clientCertificate = `${certificate.certificate}\n${certificate.privateKey}`;
    return {
      provider: 'azure',
      name: 'Simulated Azure',
      settings: { tenantId, clientId, endpoint, caCertificate, billingExports: [billingAccountScope] },
      secret: { clientSecret },
      otherSecrets: [{ clientCertificate }, { federatedToken: federatedToken() }],
    };
  }

  /** What a cluster hands to the workload that may speak for the application; its issuer signs with the same key. */
  function federatedToken(): string {
    const { federated, certificate } = directory;
    const seconds = Math.floor(realNow().getTime() / 1000);
    return signToken(
      certificate.privateKey,
      { kid: certificate.thumbprint },
      {
        iss: federated.issuer,
        sub: federated.subject,
        aud: [exchangeAudience],
        iat: seconds,
        nbf: seconds,
        exp: seconds + 24 * 3600,
      },
    );
  }
}
