import { describe, expect, it } from 'vitest';
import { NoCredentials, Refusal } from '../connect/answers';
import { toDistributedCloudProviderError } from './to-distributed-cloud-provider-error';

const now = new Date('2026-11-21T12:00:00Z');
const call = { operation: 'config:sites', bucket: 'acme config:sites', priceMicroUsd: 0, place: 'the tenant acme' };
const classify = (error: unknown) => toDistributedCloudProviderError(error, call, now);
const refuse = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  classify(new Refusal(status, new Headers(headers), body));
const grpc = (code: unknown, message = '') => ({ code, message, details: [] });

describe('a fault of a tenant', () => {
  it.each([
    [401, grpc(16), 'credentials-rejected', 'UNAUTHENTICATED'],
    [403, grpc(7), 'permission-missing', 'PERMISSION_DENIED'],
    [429, grpc(8), 'rate-limited', 'RESOURCE_EXHAUSTED'],
    [500, grpc(13), 'unavailable', 'INTERNAL'],
    [503, grpc(14), 'unavailable', 'UNAVAILABLE'],
    [504, grpc(4), 'unavailable', 'DEADLINE_EXCEEDED'],
    [404, grpc(5), 'response-unexpected', 'NOT_FOUND'],
    [400, grpc(3), 'response-unexpected', 'INVALID_ARGUMENT'],
    [500, grpc(7), 'permission-missing', 'PERMISSION_DENIED'],
    [500, grpc(16), 'credentials-rejected', 'UNAUTHENTICATED'],
    [403, grpc(16), 'credentials-rejected', 'UNAUTHENTICATED'],
    [429, grpc(7), 'rate-limited', 'PERMISSION_DENIED'],
    [401, 'Unauthorized', 'credentials-rejected', '401'],
    [403, undefined, 'permission-missing', '403'],
    [429, undefined, 'rate-limited', '429'],
    [502, '<html>', 'unavailable', '502'],
    [302, undefined, 'response-unexpected', '302'],
    [400, grpc(99), 'response-unexpected', '400'],
    [400, grpc('7'), 'response-unexpected', '400'],
  ])('of HTTP %d and %j is %s with the code %s', (status, body, kind, named) => {
    const fault = refuse(status, body);
    expect(fault).toMatchObject({ kind, code: named, operation: 'config:sites' });
    expect(fault.message).toMatch(/the tenant acme.*\.$/);
    expect(fault.remedy).toMatch(/\.$/);
  });

  it('is never told by its text', () => {
    expect(refuse(400, grpc(3, 'permission denied: unauthenticated, too many requests')).kind).toBe(
      'response-unexpected',
    );
  });

  it('waits as long as the header asks', () => {
    expect(refuse(429, grpc(8), { 'retry-after': '7' }).retryAfterMs).toBe(7000);
    expect(refuse(429, grpc(8)).retryAfterMs).toBeUndefined();
  });

  it('names the role that is missing', () => {
    expect(refuse(403, grpc(7)).remedy).toContain('ves-io-monitor-role');
  });

  it.each([
    ['ECONNREFUSED', 'unavailable'],
    ['ENOTFOUND', 'unavailable'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'response-unexpected'],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'credentials-rejected'],
    ['EPROTO', 'response-unexpected'],
    ['HPE_INVALID_CONSTANT', 'response-unexpected'],
  ])('of the network with the code %s is %s', (code, kind) => {
    expect(classify(Object.assign(new Error('x'), { code }))).toMatchObject({ kind, code });
  });

  it('is an unreadable answer when nothing tells more, and no credentials when there are none', () => {
    expect(classify(new SyntaxError('x'))).toMatchObject({ kind: 'response-unexpected', code: 'Unreadable' });
    expect(classify(new NoCredentials())).toMatchObject({ kind: 'credentials-rejected', code: undefined });
  });
});
