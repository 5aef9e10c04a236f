import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createAuthority, issueLoopbackIdentity } from './authority';

const now = new Date('2026-11-21T12:00:00Z');

describe('the authority', () => {
  test('issues certificates for the loopback names and addresses, for servers alone', async () => {
    const authority = await createAuthority(now);
    const identity = await issueLoopbackIdentity(authority, now);
    const [certificate, issuer] = [new X509Certificate(identity.chain), new X509Certificate(authority.certificate)];
    expect(certificate.checkIssued(issuer)).toBe(true);
    expect(certificate.verify(issuer.publicKey)).toBe(true);
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(certificate.checkHost('localhost')).toBe('localhost');
    expect(certificate.checkHost('example.com')).toBeUndefined();
    expect(certificate.ca).toBe(false);
    expect(issuer.ca).toBe(true);
  });

  test('issues certificates another authority does not vouch for', async () => {
    const [one, other] = [await createAuthority(now), await createAuthority(now)];
    const certificate = new X509Certificate((await issueLoopbackIdentity(one, now)).chain);
    expect(certificate.verify(new X509Certificate(other.certificate).publicKey)).toBe(false);
  });
});
