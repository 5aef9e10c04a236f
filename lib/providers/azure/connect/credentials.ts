import type { HttpClient } from '@azure/core-rest-pipeline';
import {
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  type TokenCredential,
  WorkloadIdentityCredential,
} from '@azure/identity';
import { azurePlacesOf } from './azure-places';
import type { AzureSession } from './azure-session';

/**
 * The connection's credential, asking for tokens through `httpClient`. Without a secret it is the deployment's own
 * workload identity, whose token file the platform names to the process; throws when there is none.
 */
export function createCredential({ settings, secret }: AzureSession, httpClient: HttpClient): TokenCredential {
  const { tenantId, clientId } = settings;
  const options = {
    authorityHost: azurePlacesOf(settings).authority,
    // The authority is one of ours or the connection's own, so nobody has to vouch for it.
    disableInstanceDiscovery: true,
    httpClient,
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
  };
  if (secret === null) return new WorkloadIdentityCredential({ tenantId, clientId, ...options });
  const { clientSecret, clientCertificate, federatedToken } = secret;
  if (clientSecret !== undefined) return new ClientSecretCredential(tenantId, clientId, clientSecret, options);
  if (clientCertificate !== undefined)
    return new ClientCertificateCredential(tenantId, clientId, { certificate: clientCertificate }, options);
  return new ClientAssertionCredential(tenantId, clientId, async () => federatedToken ?? '', options);
}
