import 'reflect-metadata';
import { createPrivateKey, createPublicKey, timingSafeEqual } from 'node:crypto';
import { type X509Certificate, X509CertificateGenerator } from '@peculiar/x509';
import type { FaceContext } from '../face';
import type { WireRequest } from '../wire/wire';

/** Who may call a cluster: the bearer of its token, and the holder of its client certificate. */
export interface Credentials {
  token: string;
  clientCertificate: string;
  clientKey: string;
  /** Of the certificate: SHA-256, colon-separated, upper case. */
  fingerprint: string;
}

export interface Caller {
  user: string;
  groups: readonly string[];
}

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8. */
const keyPrefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The cluster's credentials: the same for as long as the sandbox keeps its state. */
export async function drawCredentials({ secretFor }: FaceContext, cluster: string): Promise<Credentials> {
  const key = Buffer.concat([keyPrefix, secretFor(`${cluster} client key`)]);
  const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const keys = {
    privateKey: await crypto.subtle.importKey('pkcs8', key, 'Ed25519', true, ['sign']),
    publicKey: await crypto.subtle.importKey('spki', publicKey, 'Ed25519', true, ['verify']),
  };
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=millwright-reader, O=millwright',
    keys,
    signingAlgorithm: { name: 'Ed25519' },
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2036-01-01T00:00:00Z'),
  });
  return {
    token: secretFor(`${cluster} token`).toString('base64url'),
    clientCertificate: certificate.toString('pem'),
    clientKey: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    fingerprint: await fingerprintOf(certificate),
  };
}

async function fingerprintOf(certificate: X509Certificate): Promise<string> {
  const bytes = Buffer.from(await certificate.getThumbprint('SHA-256'));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':');
}

/** Who calls; null when nobody known does. A certificate counts before a token, as at a real server. */
export function identifyCaller(credentials: Credentials, { headers, clientFingerprint }: WireRequest): Caller | null {
  if (clientFingerprint === credentials.fingerprint) {
    return { user: 'millwright-reader', groups: ['millwright', 'system:authenticated'] };
  }
  const bearer = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (bearer === undefined || !isSame(bearer, credentials.token)) return null;
  return {
    user: 'system:serviceaccount:millwright:millwright-reader',
    groups: ['system:serviceaccounts', 'system:serviceaccounts:millwright', 'system:authenticated'],
  };
}

function isSame(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
