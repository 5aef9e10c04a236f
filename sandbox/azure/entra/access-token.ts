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
  const { fault, audience } = judgeAccessToken(key, token, audiences, now);
  if (fault === 'signature') throw invalidToken('the signature could not be verified.');
  if (fault === 'audience') {
    throw new AzureError(401, 'InvalidAuthenticationTokenAudience', `The audience '${audience}' is not accepted.`);
  }
  if (fault === 'expired') throw expiredToken(now);
  if (fault === 'early') throw invalidToken('it is not valid yet.');
}

/** What is wrong with a token, null when it is good for one of `audiences`; and the audience it is for. */
export function judgeAccessToken(
  key: Buffer,
  token: string,
  audiences: readonly string[],
  now: Date,
): { fault: 'signature' | 'audience' | 'expired' | 'early' | null; audience: string } {
  const [header = '', payload = '', signature = '', ...more] = token.split('.');
  const expected = Buffer.from(signatureOf(key, `${header}.${payload}`));
  const given = Buffer.from(signature);
  if (more.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return { fault: 'signature', audience: '' };
  }
  const { aud, exp, nbf } = payloadSchema.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
  const seconds = now.getTime() / 1000;
  if (!audiences.includes(aud)) return { fault: 'audience', audience: aud };
  if (seconds > exp + leewaySeconds) return { fault: 'expired', audience: aud };
  return { fault: seconds < nbf - leewaySeconds ? 'early' : null, audience: aud };
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function signatureOf(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}
