import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import { projects } from '../../world/google-cloud/geography';
import { deriveRsaKey } from './derive-rsa-key';

/** A workload elsewhere that a pool of identities trusts: its issuer, its subject and the key it signs with. */
export interface Workload {
  issuer: string;
  subject: string;
  /** What its tokens are for, and what an exchange names. */
  audience: string;
  pool: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

export function createWorkload(secret: Buffer): Workload {
  const pool = `projects/${projects.network.number}/locations/global/workloadIdentityPools/millwright`;
  const privateKey = deriveRsaKey(secret);
  return {
    issuer: 'https://identity.millwright.example',
    subject: 'system:serviceaccount:millwright:worker',
    audience: `//iam.googleapis.com/${pool}/providers/kubernetes`,
    pool,
    privateKey,
    publicKey: createPublicKey(privateKey),
  };
}

/** A token such as the workload's own platform gives it, good until `expiresAt`. */
export function writeSubjectToken(workload: Workload, issuedAt: Date, expiresAt: Date): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const seconds = (at: Date) => Math.floor(at.getTime() / 1000);
  const signedPart = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode({
    iss: workload.issuer,
    sub: workload.subject,
    aud: workload.audience,
    iat: seconds(issuedAt),
    exp: seconds(expiresAt),
  })}`;
  return `${signedPart}.${sign('sha256', Buffer.from(signedPart), workload.privateKey).toString('base64url')}`;
}
