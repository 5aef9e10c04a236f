import { timingSafeEqual } from 'node:crypto';
import type { Fault } from '../../faults/fault';
import type { WireRequest, WireResponse } from '../../wire/wire';
import { tenant } from '../../world/azure/geography';
import { jsonResponse } from '../azure-error';
import { issueAccessToken, lifetimeSeconds } from './access-token';
import { audienceOfScope } from './audiences';
import { checkAssertion } from './check-assertion';
import type { Directory } from './directory';
import * as refusals from './entra-refusals';

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Answers a request for a token by the client credentials grant. */
export function answerToken(
  directory: Directory,
  { request, tenantNamed, origin, fault, now }: TokenCall,
): WireResponse {
  strikeToken(fault);
  checkTenant(tenantNamed, 'invalid_request');
  const form = new URLSearchParams(request.body.toString('utf8'));
  const read = (name: string): string => {
    const value = form.get(name);
    if (value === null || value === '') throw refusals.missingParameter(name);
    return value;
  };
  if (read('grant_type') !== 'client_credentials') throw refusals.unsupportedGrant();
  const clientId = read('client_id');
  if (clientId !== directory.clientId) throw refusals.noApplication(clientId);
  checkCredential(directory, form, tokenEndpointsAt(origin), now);
  const audience = audienceAskedFor(read('scope'));
  return jsonResponse(200, {
    token_type: 'Bearer',
    expires_in: lifetimeSeconds,
    ext_expires_in: lifetimeSeconds,
    access_token: issueAccessToken(directory.tokenKey, audience, now),
  });
}

export interface TokenCall {
  request: WireRequest;
  /** The tenant as the path names it. */
  tenantNamed: string;
  origin: string;
  fault: Fault | null;
  now: Date;
}

/** Refuses tenants that are not the directory's; it goes by its id and by its domain. */
export function checkTenant(named: string, error: 'invalid_request' | 'invalid_tenant'): void {
  if (named.toLowerCase() !== tenant.id && named.toLowerCase() !== tenant.domain) throw refusals.noTenant(named, error);
}

/** Acts out the faults that strike all of signing in. */
export function strikeSignIn(fault: Fault | null): void {
  if (fault?.kind === 'throttle') throw refusals.throttledSignIn(fault.retryAfterSeconds);
  if (fault?.kind === 'server-error') throw refusals.brokenSignIn(fault.status);
}

/** What assertions for the directory may be addressed to. */
function tokenEndpointsAt(origin: string): string[] {
  return [tenant.id, tenant.domain].flatMap((named) => [
    `${origin}/${named}/oauth2/v2.0/token`,
    `${origin}/${named}/v2.0`,
    `https://login.microsoftonline.com/${named}/oauth2/v2.0/token`,
    `https://login.microsoftonline.com/${named}/v2.0`,
  ]);
}

function strikeToken(fault: Fault | null): void {
  if (fault?.kind === 'expired-credentials') throw refusals.expiredSecret();
  if (fault?.kind === 'missing-permission') throw refusals.blockedByPolicy();
}

function checkCredential(directory: Directory, form: URLSearchParams, tokenEndpoints: string[], now: Date): void {
  const assertion = form.get('client_assertion');
  const secret = form.get('client_secret');
  if (assertion !== null) {
    if (form.get('client_assertion_type') !== assertionType) throw refusals.missingParameter('client_assertion_type');
    checkAssertion(directory, assertion, tokenEndpoints, now);
  } else if (secret === null) {
    throw refusals.missingCredential();
  } else if (!isSame(secret, directory.clientSecret)) {
    throw refusals.wrongSecret();
  }
}

/** Clients may ask for OpenID's own scopes beside the one that names a resource. */
function audienceAskedFor(scope: string): string {
  const scopes = scope.split(' ').filter((each) => !['openid', 'profile', 'offline_access', ''].includes(each));
  const [only, ...more] = scopes;
  if (only === undefined || more.length > 0 || !only.endsWith('/.default')) throw refusals.unknownScope(scope);
  const audience = audienceOfScope(only);
  if (audience === undefined) throw refusals.unknownResource(only);
  return audience;
}

function isSame(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
