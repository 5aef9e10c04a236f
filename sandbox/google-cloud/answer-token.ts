import type { Fault } from '../faults/fault';
import type { Answer } from '../wire/create-face-server';
import type { WireRequest, WireResponse } from '../wire/wire';
import type { GoogleFaceContext } from './face-context';
import { GoogleError, permissionDenied, quotaExceeded, TokenError, unauthenticated } from './google-error';
import { authenticate } from './identity/authenticate';
import type { Trust } from './identity/trust';
import { parseBody } from './read-wire';
import { exchangeAssertion } from './token/exchange-assertion';
import { exchangeSubject } from './token/exchange-subject';
import { impersonate } from './token/impersonate';
import { writeError, writeFrontEndFailure, writeJson, writeTokenError } from './write-reply';

/** An endpoint that gives out tokens. */
export interface TokenOperation {
  service: 'oauth2' | 'sts' | 'iamcredentials';
  name: string;
  /** Of the service account to act as; empty at the other two. */
  email: string;
}

const impersonation = /^\/v1\/projects\/-\/serviceAccounts\/([^/:]+):generateAccessToken$/;

/** The token endpoint a request is for; null when it is for none. */
export function findTokenOperation(method: string, path: string): TokenOperation | null {
  if (method !== 'POST') return null;
  if (path === '/token') return { service: 'oauth2', name: 'token', email: '' };
  if (path === '/v1/token') return { service: 'sts', name: 'token', email: '' };
  const match = impersonation.exec(path);
  return match ? { service: 'iamcredentials', name: 'generateAccessToken', email: match[1] ?? '' } : null;
}

/** Answers a call for a token. The faults strike here in OAuth's dialect, at IAM Credentials in the APIs'. */
export function answerToken(
  context: GoogleFaceContext,
  request: WireRequest,
  operation: TokenOperation,
  now: Date,
): Answer {
  const fault = context.faults.strike('google-cloud', {
    account: null,
    region: 'global',
    service: operation.service,
    operation: operation.name,
  });
  const skewed = new Date(now.getTime() + (fault?.kind === 'clock-skew' ? fault.offsetMs : 0));
  const believedNow = fault?.kind === 'clock-skew' && fault.dateHeader === 'skewed' ? skewed : now;
  try {
    if (fault?.kind === 'server-error' && fault.status === 502) {
      return { response: writeFrontEndFailure(fault.status), fault, believedNow };
    }
    const response =
      operation.service === 'iamcredentials'
        ? actAs(context.trust, request, operation.email, fault, skewed)
        : exchange(context.trust, request, operation, fault, skewed);
    return { response, fault, believedNow };
  } catch (error) {
    if (error instanceof TokenError) return { response: writeTokenError(error), fault, believedNow };
    if (error instanceof GoogleError) return { response: writeError(error), fault, believedNow };
    throw error;
  }
}

function exchange(
  trust: Trust,
  request: WireRequest,
  { service }: TokenOperation,
  fault: Fault | null,
  now: Date,
): WireResponse {
  const refusal = refusalOf(fault);
  if (refusal) throw refusal;
  const form = new URLSearchParams(request.body.toString('utf8'));
  return writeJson(service === 'sts' ? exchangeSubject(trust, form, now) : exchangeAssertion(trust, form, now));
}

function refusalOf(fault: Fault | null): TokenError | null {
  switch (fault?.kind) {
    case 'throttle': {
      const wait = fault.retryAfterSeconds;
      const headers: Record<string, string> = wait === undefined ? {} : { 'retry-after': String(wait) };
      return new TokenError('rate_limit_exceeded', 'Rate Limit Exceeded', 429, headers);
    }
    case 'server-error':
      return new TokenError('internal_failure', 'Backend Error', fault.status);
    case 'expired-credentials':
      // What a key that was deleted or has run out gets.
      return new TokenError('invalid_grant', 'Invalid JWT Signature.');
    case 'missing-permission':
      return new TokenError(
        'unauthorized_client',
        'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.',
        401,
      );
    default:
      return null;
  }
}

const credentialsHost = 'iamcredentials.googleapis.com';

function actAs(trust: Trust, request: WireRequest, email: string, fault: Fault | null, now: Date): WireResponse {
  if (fault?.kind === 'server-error')
    throw new GoogleError(fault.status === 503 ? 'UNAVAILABLE' : 'INTERNAL', 'Internal error encountered.');
  if (fault?.kind === 'throttle') {
    const metric = `${credentialsHost}/generate_credentials_requests`;
    const quota = { host: credentialsHost, metric, limit: 'GenerateCredentialsPerMinutePerProject', perMinute: 60_000 };
    throw quotaExceeded(quota, trust.account.projectNumber, fault.retryAfterSeconds);
  }
  if (fault?.kind === 'expired-credentials') throw unauthenticated('ACCESS_TOKEN_EXPIRED', credentialsHost);
  const principal = authenticate(trust, request, credentialsHost, now);
  const isTrusted = principal.startsWith('principal:') || principal === trust.account.email;
  if (fault?.kind === 'missing-permission' || !isTrusted) {
    const resource = `//iam.googleapis.com/projects/-/serviceAccounts/${email}`;
    throw permissionDenied(credentialsHost, 'iam.serviceAccounts.getAccessToken', resource);
  }
  return writeJson(impersonate(trust, email, parseBody(request.body), now));
}
