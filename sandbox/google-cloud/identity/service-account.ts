import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { projects } from '../../world/google-cloud/geography';
import { deriveRsaKey } from './derive-rsa-key';

/** The one service account that may read the factory. */
export interface ServiceAccount {
  email: string;
  /** Its number, which tokens call it by. */
  uniqueId: string;
  projectId: string;
  projectNumber: string;
  keyId: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

export function createServiceAccount(secret: Buffer): ServiceAccount {
  const privateKey = deriveRsaKey(secret);
  const publicKey = createPublicKey(privateKey);
  const digest = createHash('sha1')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
  return {
    email: `millwright-reader@${projects.network.id}.iam.gserviceaccount.com`,
    uniqueId: '108822913504417736220',
    projectId: projects.network.id,
    projectNumber: projects.network.number,
    keyId: digest,
    privateKey,
    publicKey,
  };
}

/** The key as Google hands it out: a file of JSON. */
export function keyFileOf(account: ServiceAccount, origin: string): string {
  return JSON.stringify({
    type: 'service_account',
    project_id: account.projectId,
    private_key_id: account.keyId,
    private_key: account.privateKey.export({ type: 'pkcs8', format: 'pem' }),
    client_email: account.email,
    client_id: account.uniqueId,
    auth_uri: `${origin}/o/oauth2/auth`,
    token_uri: `${origin}/token`,
    auth_provider_x509_cert_url: `${origin}/oauth2/v1/certs`,
    client_x509_cert_url: `${origin}/robot/v1/metadata/x509/${encodeURIComponent(account.email)}`,
    universe_domain: 'googleapis.com',
  });
}
