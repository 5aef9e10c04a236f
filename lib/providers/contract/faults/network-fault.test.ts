import { describe, expect, it } from 'vitest';
import { type NetworkAdvice, systemCodeOf, toNetworkError, toNetworkFault } from './network-fault';

const advice: NetworkAdvice = {
  name: 'name',
  listener: 'listener',
  path: 'path',
  trust: 'trust',
  tls: 'tls',
  protocol: 'protocol',
};

describe('a fault below HTTP', () => {
  it.each([
    ['ENOTFOUND', 'unavailable', 'name'],
    ['EAI_AGAIN', 'unavailable', 'name'],
    ['ECONNREFUSED', 'unavailable', 'listener'],
    ['ECONNRESET', 'unavailable', 'path'],
    ['ERR_STREAM_PREMATURE_CLOSE', 'unavailable', 'path'],
    ['ETIMEDOUT', 'unavailable', 'path'],
    ['CERT_HAS_EXPIRED', 'response-unexpected', 'trust'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'response-unexpected', 'trust'],
    ['EPROTO', 'response-unexpected', 'tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'response-unexpected', 'tls'],
    ['HPE_INVALID_CONSTANT', 'response-unexpected', 'protocol'],
  ])('%s is %s, with the advice about %s', (code, kind, remedy) => {
    expect(toNetworkFault(code, advice)).toMatchObject({ kind, remedy });
  });

  it('over a client certificate is told apart only where one may be shown', () => {
    const code = 'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE';
    expect(toNetworkFault(code, advice)).toMatchObject({ kind: 'response-unexpected', remedy: 'tls' });
    expect(toNetworkFault(code, { ...advice, clientCertificate: 'show' })).toMatchObject({
      kind: 'credentials-rejected',
      remedy: 'show',
    });
  });

  it('is none of ours with a code that is not a system’s', () => {
    for (const code of ['ThrottlingException', 'toString', '']) expect(toNetworkFault(code, advice)).toBeUndefined();
  });

  it('says in one sentence what could not be done', () => {
    const error = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
    const call = { operation: 'a:B', subject: 'a:B in c' };
    expect(toNetworkError(error, call, advice)).toMatchObject({
      kind: 'unavailable',
      code: 'ECONNREFUSED',
      operation: 'a:B',
      message: 'Millwright could not connect to a:B in c.',
      remedy: 'listener',
      cause: error,
    });
    expect(toNetworkError(new Error('x'), call, advice)).toBeNull();
  });

  it('has its code where the error has one that is text', () => {
    expect(systemCodeOf(Object.assign(new Error('x'), { code: 'EPIPE' }))).toBe('EPIPE');
    expect([systemCodeOf(new Error('x')), systemCodeOf({ code: 7 }), systemCodeOf(null)]).toEqual(
      new Array(3).fill(undefined),
    );
  });
});
