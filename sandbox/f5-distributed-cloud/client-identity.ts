import 'reflect-metadata';
import { createHmac } from 'node:crypto';
import { PemConverter, X509CertificateGenerator } from '@peculiar/x509';

/** A certificate the face knows, with its key. PEM. */
export interface ClientIdentity {
  certificate: string;
  key: string;
  /** SHA-256, colon-separated. */
  fingerprint: string;
}

const algorithm = { name: 'Ed25519' };
/** What stands before the 32 bytes of an Ed25519 key in PKCS #8. */
const keyPrefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The certificate of the tenant's service account. Ed25519, so that a seed always gives the same one. */
export async function clientIdentityOf(seed: string): Promise<ClientIdentity> {
  const secret = createHmac('sha256', 'edge client certificate').update(seed).digest();
  const pkcs8 = Buffer.concat([keyPrefix, secret]);
  const privateKey = await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, true, ['sign']);
  const { kty, crv, x } = await crypto.subtle.exportKey('jwk', privateKey);
  const jwk = { kty: String(kty), crv: String(crv), x: String(x) };
  const publicKey = await crypto.subtle.importKey('jwk', jwk, algorithm, true, ['verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=millwright-service-account',
    serialNumber: '01',
    keys: { privateKey, publicKey },
    signingAlgorithm: algorithm,
    notBefore: new Date('2025-01-01T00:00:00Z'),
    notAfter: new Date('2036-01-01T00:00:00Z'),
  });
  const digest = Buffer.from(await certificate.getThumbprint('SHA-256'))
    .toString('hex')
    .toUpperCase();
  return {
    certificate: certificate.toString('pem'),
    key: PemConverter.encode(pkcs8, 'PRIVATE KEY'),
    fingerprint: digest.replace(/(..)(?=.)/g, '$1:'),
  };
}
