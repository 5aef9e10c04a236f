import { describe, expect, it } from 'vitest';
import type { ProviderFaultKind } from '@/lib/domain/provider-fault';
import type { ProviderCall } from '../../contract/provider-calls';
import { AzureRefusal } from '../connect/azure-refusal';
import { toAzureProviderError } from './to-azure-provider-error';

const call: ProviderCall = {
  operation: 'resource-graph:Resources',
  bucket: 't/s/resource-graph',
  priceMicroUsd: 0,
  place: 'subscription s',
};
const now = new Date('2026-11-21T12:00:00Z');
const words = 'words that nobody may rely on';

const arm = (code: string, ...inner: string[]) => ({
  error: { code, message: words, details: inner.map((each) => ({ code: each, message: words })) },
});
const entra = (number: number, error = 'invalid_client') => ({
  error,
  error_description: `AADSTS50000: ${words}`,
  error_codes: [number],
});
const refusal = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new AzureRefusal(status, headers, typeof body === 'string' ? body : JSON.stringify(body));

const cases: [string, unknown, ProviderFaultKind, string | undefined][] = [
  ['a role that is missing', refusal(403, arm('AuthorizationFailed')), 'permission-missing', 'AuthorizationFailed'],
  ['an inner code', refusal(400, arm('BadRequest', 'RBACAccessDenied')), 'permission-missing', 'RBACAccessDenied'],
  ['a bare 403', refusal(403, ''), 'permission-missing', '403'],
  [
    'an expired token',
    refusal(401, arm('ExpiredAuthenticationToken')),
    'credentials-rejected',
    'ExpiredAuthenticationToken',
  ],
  ['a bare 401', refusal(401, '<html>'), 'credentials-rejected', '401'],
  ['a wrong client secret', refusal(401, entra(7000215)), 'credentials-rejected', 'AADSTS7000215'],
  ['an expired client secret', refusal(401, entra(7000222)), 'credentials-rejected', 'AADSTS7000222'],
  ['a certificate Entra does not know', refusal(401, entra(700027)), 'credentials-rejected', 'AADSTS700027'],
  ['a token no federated credential matches', refusal(400, entra(700213)), 'credentials-rejected', 'AADSTS700213'],
  [
    'an unknown application',
    refusal(400, entra(700016, 'unauthorized_client')),
    'credentials-rejected',
    'AADSTS700016',
  ],
  ['an unknown tenant', refusal(400, entra(90002, 'invalid_request')), 'credentials-rejected', 'AADSTS90002'],
  ['an assertion out of its time', refusal(401, entra(700024)), 'credentials-rejected', 'AADSTS700024'],
  ['an unknown number of a known error', refusal(401, entra(1)), 'credentials-rejected', 'invalid_client'],
  ['Entra in trouble', refusal(400, entra(90033, 'temporarily_unavailable')), 'unavailable', 'AADSTS90033'],
  ['too many queries', refusal(429, arm('RateLimiting')), 'rate-limited', 'RateLimiting'],
  [
    'a throttled subscription',
    refusal(429, arm('SubscriptionRequestsThrottled')),
    'rate-limited',
    'SubscriptionRequestsThrottled',
  ],
  ['a bare 429', refusal(429, ''), 'rate-limited', '429'],
  ['a bare 503', refusal(503, ''), 'unavailable', '503'],
  ['a redirect', refusal(302, ''), 'response-unexpected', '302'],
  ['a query Azure does not take', refusal(400, arm('BadRequest', 'InvalidQuery')), 'response-unexpected', 'BadRequest'],
  [
    'an unregistered provider',
    refusal(409, arm('MissingSubscriptionRegistration')),
    'capability-unsupported',
    'MissingSubscriptionRegistration',
  ],
  [
    'no workload identity',
    Object.assign(new Error(words), { name: 'CredentialUnavailableError' }),
    'credentials-rejected',
    'CredentialUnavailableError',
  ],
  ['a refused connection', Object.assign(new Error(words), { code: 'ECONNREFUSED' }), 'unavailable', 'ECONNREFUSED'],
  [
    'a certificate nobody signed',
    Object.assign(new Error(words), { code: 'SELF_SIGNED_CERT_IN_CHAIN' }),
    'response-unexpected',
    'SELF_SIGNED_CERT_IN_CHAIN',
  ],
  ['a page that is no JSON', new SyntaxError(words), 'response-unexpected', 'Unreadable'],
  ['nothing', undefined, 'response-unexpected', 'Unreadable'],
];

describe('an Azure error', () => {
  it.each(cases)('is classified by code, number or status, never by words: %s', (_, thrown, kind, code) => {
    const fault = toAzureProviderError(thrown, call, now);
    expect(fault).toMatchObject({ kind, code, operation: call.operation });
    expect(fault.message).toContain(call.place);
    expect(fault.message).not.toContain('nobody may');
    expect(fault.message).toMatch(/\.$/);
    expect(fault.remedy).toMatch(/\.$/);
  });

  it('names the role that is missing', () => {
    const denied = refusal(403, arm('AuthorizationFailed'));
    expect(toAzureProviderError(denied, call, now).remedy).toContain('Reader');
    const metrics = { ...call, operation: 'monitor-metrics:GetBatch' };
    expect(toAzureProviderError(denied, metrics, now).remedy).toContain('Monitoring Reader');
  });

  it.each([
    ['Sat, 21 Nov 2026 12:40:00 GMT', '40 min behind'],
    ['Sat, 21 Nov 2026 11:20:00 GMT', '40 min ahead'],
  ])('says that the clocks differ when the answer’s date (%s) shows it', (date, said) => {
    for (const thrown of [
      refusal(401, entra(700024), { date }),
      refusal(401, arm('InvalidAuthenticationToken'), { date }),
    ])
      expect(toAzureProviderError(thrown, call, now).message).toContain(said);
  });

  it.each([
    [{ 'retry-after': '17' }, 17_000],
    [{ 'retry-after': 'Sat, 21 Nov 2026 12:02:00 GMT' }, 120_000],
    [{ 'x-ms-retry-after-ms': '250', 'retry-after': '9' }, 250],
    [{ 'x-ms-user-quota-remaining': '0', 'x-ms-user-quota-resets-after': '00:00:04' }, 4000],
    [{}, undefined],
  ])('hands on how long to wait (%j)', (headers, expected) => {
    expect(toAzureProviderError(refusal(429, arm('RateLimiting'), headers), call, now).retryAfterMs).toBe(expected);
  });
});
