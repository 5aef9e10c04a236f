import { z } from 'zod';
import { TokenError } from '../google-error';
import { writeAccessToken } from '../identity/access-tokens';
import { isSignedBy, parseToken } from '../identity/json-web-token';
import type { Trust } from '../identity/trust';

const formSchema = z.object({
  grant_type: z.literal('urn:ietf:params:oauth:grant-type:token-exchange'),
  requested_token_type: z.literal('urn:ietf:params:oauth:token-type:access_token'),
  subject_token_type: z.enum(['urn:ietf:params:oauth:token-type:jwt', 'urn:ietf:params:oauth:token-type:id_token']),
  subject_token: z.string(),
  audience: z.string(),
  scope: z.string().optional(),
});

/** Answers `sts.googleapis.com/v1/token`: a federated token for one that the workload's own platform gave it. */
export function exchangeSubject({ workload, signingKey }: Trust, form: URLSearchParams, now: Date): unknown {
  const parsed = formSchema.safeParse(Object.fromEntries(form));
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') ?? 'grant_type';
    throw new TokenError('invalid_request', `Invalid value for "${field}".`);
  }
  const { audience, subject_token: text, scope = '' } = parsed.data;
  if (audience !== workload.audience) {
    throw new TokenError(
      'invalid_target',
      'The target service indicated by the "audience" parameters is invalid. This might either be because the pool or provider is disabled or deleted or because it doesn\'t exist.',
    );
  }
  const token = parseToken(text);
  if (!token) throw new TokenError('invalid_grant', 'Unable to parse the ID Token.');
  if (token.claims.iss !== workload.issuer) {
    throw new TokenError('invalid_grant', 'The issuer in ID Token does not match the expected one.');
  }
  if (!isSignedBy(token, workload.publicKey)) {
    throw new TokenError('invalid_grant', 'Error verifying the ID Token signature.');
  }
  const { aud, exp, sub } = token.claims;
  const audiences = Array.isArray(aud) ? aud : [aud];
  if (!audiences.includes(workload.audience) && !audiences.includes(`https:${workload.audience}`)) {
    throw new TokenError('invalid_grant', 'The audience in ID Token does not match the expected audience.');
  }
  const nowSeconds = now.getTime() / 1000;
  if (exp === undefined || exp <= nowSeconds)
    throw new TokenError('invalid_grant', 'The ID Token is expired or invalid.');
  const scopes = scope.split(' ').filter((each) => each !== '');
  if (scopes.length === 0) throw new TokenError('invalid_scope', 'Scope(s) must be provided.');
  return {
    access_token: writeAccessToken(signingKey, {
      principal: `principal://iam.googleapis.com/${workload.pool}/subject/${sub ?? ''}`,
      scopes,
      expiresAt: Math.floor(nowSeconds) + 3599,
    }),
    issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    token_type: 'Bearer',
    expires_in: 3599,
  };
}
