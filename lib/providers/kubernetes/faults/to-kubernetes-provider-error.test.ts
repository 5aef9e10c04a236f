import { describe, expect, it } from 'vitest';
import { NoCredentials, Refusal } from '../connect/answers';
import { toKubernetesProviderError, toRule } from './to-kubernetes-provider-error';

const now = new Date('2026-11-21T12:00:00Z');
const call = { operation: 'core:list-pods', bucket: 'hall', priceMicroUsd: 0, place: 'the cluster hall' };
const classify = (error: unknown) => toKubernetesProviderError(error, call, now);
const refuse = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  classify(new Refusal(status, new Headers(headers), body));
const status = (reason: string) => ({ kind: 'Status', apiVersion: 'v1', status: 'Failure', reason });

describe('a fault of a cluster', () => {
  it.each([
    [401, status('Unauthorized'), 'credentials-rejected', 'Unauthorized'],
    [403, status('Forbidden'), 'permission-missing', 'Forbidden'],
    [404, status('NotFound'), 'response-unexpected', 'NotFound'],
    [410, status('Expired'), 'response-unexpected', 'Expired'],
    [429, status('TooManyRequests'), 'rate-limited', 'TooManyRequests'],
    [500, status('InternalError'), 'unavailable', 'InternalError'],
    [500, status('ServerTimeout'), 'unavailable', 'ServerTimeout'],
    [503, status('ServiceUnavailable'), 'unavailable', 'ServiceUnavailable'],
    [504, status('Timeout'), 'unavailable', 'Timeout'],
    [302, undefined, 'response-unexpected', '302'],
    [401, undefined, 'credentials-rejected', '401'],
    [403, '<html>', 'permission-missing', '403'],
    [429, undefined, 'rate-limited', '429'],
    [502, undefined, 'unavailable', '502'],
    [400, status(''), 'response-unexpected', '400'],
  ])('of HTTP %d and %j is %s with the code %s', (code, body, kind, named) => {
    const fault = refuse(code, body);
    expect(fault).toMatchObject({ kind, code: named, operation: 'core:list-pods' });
    expect(fault.message).toMatch(/the cluster hall.*\.$/);
    expect(fault.remedy).toMatch(/\.$/);
  });

  it('waits as long as the header asks, or the document where there is none', () => {
    expect(refuse(429, status('TooManyRequests'), { 'retry-after': '3' }).retryAfterMs).toBe(3000);
    const document = { ...status('ServerTimeout'), details: { retryAfterSeconds: 2 } };
    expect(refuse(500, document).retryAfterMs).toBe(2000);
    expect(refuse(500, status('InternalError')).retryAfterMs).toBeUndefined();
  });

  it('names the verb and the resource that are not allowed', () => {
    expect(refuse(403, status('Forbidden')).remedy).toContain('list on pods');
    expect(toRule('kueue.x-k8s.io:watch-clusterqueues')).toBe('watch on clusterqueues.kueue.x-k8s.io');
  });

  it('says when the clocks differ, and which is ahead', () => {
    const behind = refuse(401, status('Unauthorized'), { date: 'Sat, 21 Nov 2026 12:40:00 GMT' });
    expect(behind).toMatchObject({ kind: 'credentials-rejected', message: expect.stringContaining('40 min behind') });
    const same = refuse(401, status('Unauthorized'), { date: 'Sat, 21 Nov 2026 12:00:30 GMT' });
    expect(same.message).not.toContain('clock');
  });

  it.each([
    ['ECONNREFUSED', 'unavailable'],
    ['ECONNRESET', 'unavailable'],
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
