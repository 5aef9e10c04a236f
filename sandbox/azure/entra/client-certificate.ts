import 'reflect-metadata';
import { createHash, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { PemConverter, X509CertificateGenerator } from '@peculiar/x509';

/** A certificate the application may sign in with, its keys, and what assertions call it by. */
export interface ClientCertificate {
  /** PEM. */
  certificate: string;
  privateKey: string;
  publicKey: string;
  /** Thumbprints of the certificate, base64url: the SHA-1 of `x5t` and the SHA-256 of `x5t#S256`. */
  thumbprint: string;
  thumbprintSha256: string;
}

const dayMs = 24 * 60 * 60 * 1000;
const makeKeyPair = promisify(generateKeyPair);

/** Makes an RSA key and a certificate of its own signing, good for a year. */
export async function createClientCertificate(now: Date): Promise<ClientCertificate> {
  const pair = await makeKeyPair('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const importKey = (format: 'pkcs8' | 'spki', pem: string, use: KeyUsage) =>
    crypto.subtle.importKey(format, PemConverter.decodeFirst(pem), algorithm, true, [use]);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=millwright-console',
    keys: {
      privateKey: await importKey('pkcs8', pair.privateKey, 'sign'),
      publicKey: await importKey('spki', pair.publicKey, 'verify'),
    },
    signingAlgorithm: algorithm,
    notBefore: new Date(now.getTime() - dayMs),
    notAfter: new Date(now.getTime() + 365 * dayMs),
  });
  const der = Buffer.from(certificate.rawData);
  return {
    certificate: certificate.toString('pem'),
    ...pair,
    thumbprint: createHash('sha1').update(der).digest('base64url'),
    thumbprintSha256: createHash('sha256').update(der).digest('base64url'),
  };
}
