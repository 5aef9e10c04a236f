import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { open, seal } from './seal';

/** Who is calling, once the signature has been verified. */
export interface Identity {
  account: string;
  arn: string;
  userId: string;
}

/** Temporary credentials, as a role's session has them. */
export interface SessionCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiresAt: Date;
}

const sessionSchema = z.strictObject({
  accessKeyId: z.string(),
  account: z.string(),
  arn: z.string(),
  userId: z.string(),
  expiresAtMs: z.number(),
});

const label = 'session';

/**
 * Issues credentials whose token carries the session itself, sealed: nothing is remembered,
 * so they stay good when the sandbox restarts with the same `sealKey`.
 */
export function issueSession(
  sealKey: Buffer,
  identity: Identity,
  accessKeyId: string,
  expiresAt: Date,
): SessionCredentials {
  const session = { ...identity, accessKeyId, expiresAtMs: expiresAt.getTime() };
  return {
    accessKeyId,
    secretAccessKey: sessionSecret(sealKey, accessKeyId),
    sessionToken: seal(sealKey, label, JSON.stringify(session)),
    expiresAt,
  };
}

export interface Session {
  identity: Identity;
  accessKeyId: string;
  secretAccessKey: string;
  expiresAt: Date;
}

/** Reads a session token; null when it was not issued under `sealKey`. */
export function readSession(sealKey: Buffer, sessionToken: string): Session | null {
  const text = open(sealKey, label, sessionToken);
  if (text === null) return null;
  const { accessKeyId, expiresAtMs, ...identity } = sessionSchema.parse(JSON.parse(text));
  return {
    identity,
    accessKeyId,
    secretAccessKey: sessionSecret(sealKey, accessKeyId),
    expiresAt: new Date(expiresAtMs),
  };
}

function sessionSecret(sealKey: Buffer, accessKeyId: string): string {
  return createHmac('sha256', sealKey).update(`secret ${accessKeyId}`).digest('base64').slice(0, 40);
}
