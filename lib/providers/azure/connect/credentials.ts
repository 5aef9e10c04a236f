import type { HttpClient } from '@azure/core-rest-pipeline';
import {
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  type TokenCredential,
  WorkloadIdentityCredential,
} from '@azure/identity';
import { ProviderError } from '../../contract/provider-error';
import { azurePlacesOf } from './azure-places';
import type { AzureSession } from './azure-session';

/**
 * The connection's credential, asking for tokens through `httpClient`. Without a secret it is the deployment's own
 * workload identity, whose token file the platform names to the process; throws when there is none or an endpoint is set.
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
  if (secret === null) {
    if (settings.endpoint !== undefined) throw ownIdentityWithheld();
    return new WorkloadIdentityCredential({ tenantId, clientId, ...options });
  }
  const { clientSecret, clientCertificate, federatedToken } = secret;
  if (clientSecret !== undefined) return new ClientSecretCredential(tenantId, clientId, clientSecret, options);
  if (clientCertificate !== undefined)
    return new ClientCertificateCredential(tenantId, clientId, { certificate: clientCertificate }, options);
  return new ClientAssertionCredential(tenantId, clientId, async () => federatedToken ?? '', options);
}

/** Whoever may type an endpoint must not be handed the deployment's own token by it. */
function ownIdentityWithheld(): ProviderError {
  return new ProviderError({
    kind: 'credentials-rejected',
    code: 'OwnIdentityWithheld',
    operation: 'entra:IssueToken',
    message: 'Millwright shows its own workload identity to Azure only, not to a custom endpoint.',
    remedy: 'Enter a client secret, certificate or federated token for the endpoint, or remove the endpoint.',
  });
}
