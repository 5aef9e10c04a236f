import { application, tenant } from '../../world/azure/geography';
import type { ClientCertificate } from './client-certificate';

/** A workload that may speak for the application with tokens another issuer made. */
export interface FederatedIdentity {
  issuer: string;
  subject: string;
  /** PEM public key of the issuer. */
  publicKey: string;
}

/** What the directory knows of the console's application. */
export interface Directory {
  tenantId: string;
  clientId: string;
  clientSecret: string;
  certificate: ClientCertificate;
  federated: FederatedIdentity;
  /** Signs access tokens; 32 bytes. */
  tokenKey: Buffer;
}

/** What a token must be addressed to, to be exchanged for one of the directory's. */
export const exchangeAudience = 'api://AzureADTokenExchange';

export function createDirectory(secretFor: (purpose: string) => Buffer, certificate: ClientCertificate): Directory {
  return {
    tenantId: tenant.id,
    clientId: application.clientId,
    clientSecret: `${secretFor('azure/client-secret').toString('base64url').slice(0, 37)}~Q8`,
    certificate,
    federated: {
      issuer: 'https://eastus.oic.prod-aks.azure.com/4f1d2c86-7a0b-4c53-9a5e-0b8f3d6e2a71/',
      subject: 'system:serviceaccount:millwright:worker',
      publicKey: certificate.publicKey,
    },
    tokenKey: secretFor('azure/access-token'),
  };
}
