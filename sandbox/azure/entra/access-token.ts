import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { application, tenant } from '../../world/azure/geography';
import { AzureError } from '../azure-error';
import { expiredToken, invalidToken } from '../refusals';

/** How long an access token is good for, and how far clocks may be apart. */
export const lifetimeSeconds = 3599;
const leewaySeconds = 300;

const payloadSchema = z.object({ aud: z.string(), nbf: z.int(), exp: z.int() });

/** Makes an access token for `audience`. Callers must not read it: only the face that made it knows its form. */
export function issueAccessToken(key: Buffer, audience: string, now: Date): string {
  const issued = Math.floor(now.getTime() / 1000);
  const claims = {
    aud: audience,
    iss: `https://sts.windows.net/${tenant.id}/`,
    iat: issued - leewaySeconds,
    nbf: issued - leewaySeconds,
    exp: issued + lifetimeSeconds,
    appid: application.clientId,
    oid: application.objectId,
    tid: tenant.id,
    ver: '1.0',
  };
  const body = `${encode({ typ: 'JWT', alg: 'HS256' })}.${encode(claims)}`;
  return `${body}.${signatureOf(key, body)}`;
}

/** Lets the bearer of a good token for one of `audiences` pass, and refuses every other. */
export function checkAccessToken(key: Buffer, token: string, audiences: readonly string[], now: Date): void {
  const [header = '', payload = '', signature = '', ...more] = token.split('.');
  const expected = Buffer.from(signatureOf(key, `${header}.${payload}`));
  const given = Buffer.from(signature);
  if (more.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw invalidToken('the signature could not be verified.');
  }
  const claims = payloadSchema.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
  if (!audiences.includes(claims.aud)) {
    throw new AzureError(401, 'InvalidAuthenticationTokenAudience', `The audience '${claims.aud}' is not accepted.`);
  }
  const seconds = now.getTime() / 1000;
  if (seconds > claims.exp + leewaySeconds) throw expiredToken(now);
  if (seconds < claims.nbf - leewaySeconds) throw invalidToken('it is not valid yet.');
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function signatureOf(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}
