import { describe, expect, it } from 'vitest';
import type { ProviderFaultKind } from '@/lib/domain/provider-fault';
import type { ProviderCall } from '../../contract/provider-calls';
import { toAwsProviderError } from './to-aws-provider-error';

const call: ProviderCall = {
  operation: 's3:ListBuckets',
  bucket: '111122223333/eu-central-1/s3',
  priceMicroUsd: 5,
  place: 'eu-central-1 of 111122223333',
};
const now = new Date('2026-11-21T12:00:00Z');

interface Answer {
  name?: string;
  code?: string;
  status?: number;
  headers?: Record<string, string>;
}

/** An error as the SDK throws it: the answer is kept beside, out of sight. */
function sdkError({ name = 'Error', code, status, headers = {} }: Answer): Error {
  const error = Object.assign(new Error('words that nobody may rely on'), {
    name,
    ...(code === undefined ? {} : { code }),
    $metadata: { httpStatusCode: status },
  });
  if (status !== undefined) {
    Object.defineProperty(error, '$response', { value: { statusCode: status, headers }, enumerable: false });
  }
  return error;
}

const cases: [string, Answer, ProviderFaultKind][] = [
  ['a denied operation', { name: 'UnauthorizedOperation', status: 403 }, 'permission-missing'],
  ['AccessDenied', { name: 'AccessDenied', status: 403 }, 'permission-missing'],
  ['AccessDeniedException', { name: 'AccessDeniedException', status: 400 }, 'permission-missing'],
  ['an expired token', { name: 'ExpiredToken', status: 400 }, 'credentials-rejected'],
  ['an unknown key', { name: 'InvalidClientTokenId', status: 403 }, 'credentials-rejected'],
  ['AuthFailure', { name: 'AuthFailure', status: 401 }, 'credentials-rejected'],
  ['a wrong signature', { name: 'SignatureDoesNotMatch', status: 403 }, 'credentials-rejected'],
  ['no ambient credentials', { name: 'CredentialsProviderError' }, 'credentials-rejected'],
  ['a region that is not enabled', { name: 'OptInRequired', status: 403 }, 'capability-unsupported'],
  ['Throttling', { name: 'Throttling', status: 400 }, 'rate-limited'],
  ['ThrottlingException', { name: 'ThrottlingException', status: 400 }, 'rate-limited'],
  ['RequestLimitExceeded', { name: 'RequestLimitExceeded', status: 503 }, 'rate-limited'],
  ['SlowDown', { name: 'SlowDown', status: 503 }, 'rate-limited'],
  ['a bare 429', { status: 429 }, 'rate-limited'],
  ['a bare 503', { name: 'SyntaxError', status: 503 }, 'unavailable'],
  ['InternalFailure', { name: 'InternalFailure', status: 500 }, 'unavailable'],
  ['a bare 403', { status: 403 }, 'permission-missing'],
  ['a refused connection', { code: 'ECONNREFUSED' }, 'unavailable'],
  ['a connection that broke', { name: 'TimeoutError', code: 'ECONNRESET' }, 'unavailable'],
  ['a connection that never was', { name: 'TimeoutError' }, 'unavailable'],
  ['an unknown host', { code: 'ENOTFOUND' }, 'unavailable'],
  ['a certificate nobody signed', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'response-unexpected'],
  ['a certificate of another host', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'response-unexpected'],
  ['something that is not TLS', { code: 'EPROTO' }, 'response-unexpected'],
  ['something that is not HTTP', { code: 'HPE_INVALID_CONSTANT' }, 'response-unexpected'],
  ['a page that is no JSON', { name: 'SyntaxError', status: 200 }, 'response-unexpected'],
  ['an unknown refusal', { name: 'ValidationException', status: 400 }, 'response-unexpected'],
];

describe('an AWS error', () => {
  it.each(cases)('is classified: %s', (_, answer, kind) => {
    const fault = toAwsProviderError(sdkError(answer), call, now);
    expect(fault.kind).toBe(kind);
    expect(fault.operation).toBe('s3:ListBuckets');
    expect(fault.message).toContain('eu-central-1 of 111122223333');
    expect(fault.message).not.toContain('words that nobody');
    expect(fault.remedy).toMatch(/\.$/);
  });

  it.each([null, undefined, 'text', 7, {}, { name: 5 }])('is classified even when it is %j', (thrown) => {
    expect(toAwsProviderError(thrown, call, now).kind).toBe('response-unexpected');
  });

  it('names the IAM action to allow, which is not always the operation', () => {
    const fault = toAwsProviderError(sdkError({ name: 'AccessDenied', status: 403 }), call, now);
    expect(fault.remedy).toContain('s3:ListAllMyBuckets');
  });

  it.each([
    ['Sat, 21 Nov 2026 12:40:00 GMT', '40 min behind'],
    ['Sat, 21 Nov 2026 11:20:00 GMT', '40 min ahead'],
  ])('says that the clocks differ when the answer’s date (%s) shows it', (date, words) => {
    const answer = { name: 'SignatureDoesNotMatch', status: 403, headers: { Date: date } };
    const fault = toAwsProviderError(sdkError(answer), call, now);
    expect(fault.message).toContain(words);
    expect(fault.remedy).toContain('clock');
  });

  it('speaks of the key when the clocks agree', () => {
    const answer = { name: 'SignatureDoesNotMatch', status: 403, headers: { date: 'Sat, 21 Nov 2026 12:00:30 GMT' } };
    expect(toAwsProviderError(sdkError(answer), call, now).remedy).toContain('secret access key');
  });

  it.each([
    ['17', 17_000],
    ['Sat, 21 Nov 2026 12:02:00 GMT', 120_000],
  ])('hands on how long to wait (%s)', (value, expected) => {
    const answer = { name: 'Throttling', status: 400, headers: { 'Retry-After': value } };
    expect(toAwsProviderError(sdkError(answer), call, now).retryAfterMs).toBe(expected);
  });

  it('keeps AWS’s own code', () => {
    expect(toAwsProviderError(sdkError({ name: 'UnauthorizedOperation', status: 403 }), call, now).code).toBe(
      'UnauthorizedOperation',
    );
    expect(toAwsProviderError(sdkError({ status: 502 }), call, now).code).toBe('502');
  });
});
