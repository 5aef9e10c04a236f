import { constants, createPrivateKey, sign, verify } from 'node:crypto';
import { z } from 'zod';

const headerSchema = z.object({
  alg: z.string(),
  kid: z.string().optional(),
  x5t: z.string().optional(),
  'x5t#S256': z.string().optional(),
});
const claimsSchema = z.object({
  iss: z.string(),
  sub: z.string(),
  aud: z.union([z.string(), z.array(z.string())]).transform((audience) => [audience].flat()),
  exp: z.number(),
  nbf: z.number().optional(),
});

export interface ParsedToken {
  header: z.infer<typeof headerSchema>;
  claims: z.infer<typeof claimsSchema>;
  signed: string;
  signature: Buffer;
}

/** Reads a token's parts without judging it; null when it is no token with the claims an assertion must have. */
export function parseToken(token: string): ParsedToken | null {
  const [header, payload, signature, ...more] = token.split('.');
  if (header === undefined || payload === undefined || signature === undefined || more.length > 0) return null;
  const parts = z.tuple([headerSchema, claimsSchema]).safeParse([decode(header), decode(payload)]);
  if (!parts.success) return null;
  const [parsedHeader, claims] = parts.data;
  const signed = `${header}.${payload}`;
  return { header: parsedHeader, claims, signed, signature: Buffer.from(signature, 'base64url') };
}

/** Whether `publicKey` (PEM, RSA) signed the token, by RS256 or PS256. */
export function isSignedBy({ header, signed, signature }: ParsedToken, publicKey: string): boolean {
  const padding =
    header.alg === 'RS256'
      ? { padding: constants.RSA_PKCS1_PADDING }
      : header.alg === 'PS256'
        ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
        : null;
  return padding !== null && verify('sha256', Buffer.from(signed), { key: publicKey, ...padding }, signature);
}

/** Signs `claims` by RS256 with an RSA key (PEM); `header` names the key as its verifier knows it. */
export function signToken(
  privateKey: string,
  header: { kid: string } | { x5t: string },
  claims: Record<string, unknown>,
): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${encode({ alg: 'RS256', typ: 'JWT', ...header })}.${encode(claims)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), createPrivateKey(privateKey)).toString('base64url')}`;
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
