import { describe, expect, it } from 'vitest';
import type { ProviderCall } from '../../contract/provider-calls';
import { toRefusal } from './google-refusal';
import { toGoogleProviderError } from './to-google-provider-error';

const now = new Date('2026-11-21T10:00:00Z');
const call: ProviderCall = {
  operation: 'cloudasset:assets.list',
  bucket: 'cloudasset.list',
  priceMicroUsd: 0,
  place: 'project lab',
};

function classify(status: number, body: unknown, headers: Record<string, string> = {}, operation = call.operation) {
  const refusal = toRefusal(status, new Headers(headers), typeof body === 'string' ? body : JSON.stringify(body));
  return toGoogleProviderError(refusal, { ...call, operation }, now);
}

const errorInfo = (reason: string, metadata: object = {}) => ({
  '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
  reason,
  domain: 'googleapis.com',
  metadata,
});
const apiError = (code: number, status: string, ...details: object[]) => ({
  error: { code, message: 'Ignored.', status, details },
});

describe('an answer that refuses', () => {
  it.each([
    [401, apiError(401, 'UNAUTHENTICATED', errorInfo('ACCESS_TOKEN_EXPIRED')), 'credentials-rejected'],
    [403, apiError(403, 'PERMISSION_DENIED', errorInfo('IAM_PERMISSION_DENIED')), 'permission-missing'],
    [403, apiError(403, 'PERMISSION_DENIED', errorInfo('SERVICE_DISABLED')), 'permission-missing'],
    [403, apiError(403, 'PERMISSION_DENIED', errorInfo('RATE_LIMIT_EXCEEDED')), 'rate-limited'],
    [403, apiError(403, 'PERMISSION_DENIED', errorInfo('ACCESS_TOKEN_SCOPE_INSUFFICIENT')), 'credentials-rejected'],
    [403, { error: { code: 403, errors: [{ reason: 'rateLimitExceeded' }] } }, 'rate-limited'],
    [429, apiError(429, 'RESOURCE_EXHAUSTED', errorInfo('RATE_LIMIT_EXCEEDED')), 'rate-limited'],
    [500, apiError(500, 'INTERNAL'), 'unavailable'],
    [503, '<html>', 'unavailable'],
    [504, apiError(504, 'DEADLINE_EXCEEDED'), 'unavailable'],
    [501, apiError(501, 'UNIMPLEMENTED'), 'capability-unsupported'],
    [404, apiError(404, 'NOT_FOUND'), 'response-unexpected'],
    [400, apiError(400, 'INVALID_ARGUMENT'), 'response-unexpected'],
    [302, '', 'response-unexpected'],
  ])('with %i is classified by reason, then status', (status, body, kind) => {
    expect(classify(status, body).kind).toBe(kind);
  });

  it('of a token endpoint is about the credentials', () => {
    expect(classify(400, { error: 'invalid_grant', error_description: 'x' }, {}, 'oauth2:token')).toMatchObject({
      kind: 'credentials-rejected',
      code: 'invalid_grant',
    });
    expect(classify(503, { error: 'temporarily_unavailable' }, {}, 'sts:token').kind).toBe('unavailable');
  });

  it('is never read by its text', () => {
    const body = { error: { code: 400, message: 'Permission denied, quota exceeded, token expired.' } };
    expect(classify(400, body).kind).toBe('response-unexpected');
  });

  it('says how long to wait, in its header or its details', () => {
    const retryInfo = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '2.5s' };
    const body = apiError(429, 'RESOURCE_EXHAUSTED', retryInfo);
    expect(classify(429, body).retryAfterMs).toBe(2500);
    expect(classify(429, body, { 'Retry-After': '7' }).retryAfterMs).toBe(7000);
  });

  it('names the permission that is missing, the role that has it and where', () => {
    const info = errorInfo('IAM_PERMISSION_DENIED', { permission: 'cloudasset.assets.listResource' });
    const { message, remedy } = classify(403, apiError(403, 'PERMISSION_DENIED', info));
    expect(message).toBe('Google Cloud denied cloudasset:assets.list in project lab.');
    expect(remedy).toContain('cloudasset.assets.listResource (in roles/cloudasset.viewer) on project lab');
  });

  it('names the API that is switched off', () => {
    const info = errorInfo('SERVICE_DISABLED', { service: 'cloudasset.googleapis.com' });
    expect(classify(403, apiError(403, 'PERMISSION_DENIED', info)).remedy).toContain(
      'gcloud services enable cloudasset.googleapis.com',
    );
  });
});

describe('what is no answer', () => {
  it.each([
    ['ECONNREFUSED', 'unavailable'],
    ['ECONNRESET', 'unavailable'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'response-unexpected'],
  ])('is classified by its code: %s', (code, kind) => {
    expect(toGoogleProviderError(Object.assign(new Error('x'), { code }), call, now).kind).toBe(kind);
  });

  it('or cannot be read is unexpected', () => {
    expect(toGoogleProviderError(new SyntaxError('Unexpected token <'), call, now)).toMatchObject({
      kind: 'response-unexpected',
      code: 'Unreadable',
    });
  });
});
