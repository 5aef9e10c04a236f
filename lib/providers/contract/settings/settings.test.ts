import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createAuthority } from '@/sandbox/authority/authority';
import { blankToAbsent } from './blank-to-absent';
import { caCertificateSchema, certificatesIn, isCertificateBundle, isPrivateKey } from './certificates';
import { isPlainOrigin, parsePlainUrl } from './plain-url';

describe('an address', () => {
  it.each([
    ['https://a.example', true, true],
    ['http://a.example:8080/', true, true],
    ['https://a.example/path', true, false],
    ['https://user@a.example', false, false],
    ['https://:secret@a.example', false, false],
    ['https://a.example/?x=1', false, false],
    ['https://a.example/#x', false, false],
    ['ftp://a.example', false, false],
    ['a.example', false, false],
  ])('%s is plain: %s, and an origin: %s', (text, isPlain, isOrigin) => {
    expect(parsePlainUrl(text) !== null).toBe(isPlain);
    expect(isPlainOrigin(text)).toBe(isOrigin);
  });
});

describe('a certificate', () => {
  it('is one that can be read, or several', async () => {
    const { certificate } = await createAuthority(new Date());
    const broken = certificate.replace(/\n[^-]{20}/, '\n!!!!');
    expect(isCertificateBundle(`${certificate}\n${certificate}`)).toBe(true);
    expect(certificatesIn(`${certificate}\n${certificate}`)).toHaveLength(2);
    expect(isCertificateBundle(`${certificate}\n${broken}`)).toBe(false);
    expect(isCertificateBundle('hello')).toBe(false);
  });

  it('of an authority may be left out', () => {
    for (const text of ['', '  ', undefined]) expect(caCertificateSchema.parse(text)).toBeUndefined();
    expect(caCertificateSchema.safeParse('hello').success).toBe(false);
  });

  it('comes with a key that needs no passphrase', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = { type: 'pkcs8', format: 'pem' } as const;
    expect(isPrivateKey(String(privateKey.export(pem)))).toBe(true);
    expect(isPrivateKey(String(privateKey.export({ ...pem, cipher: 'aes-256-cbc', passphrase: 'x' })))).toBe(false);
    expect(isPrivateKey(String(publicKey.export({ type: 'spki', format: 'pem' })))).toBe(false);
  });
});

it('a blank input was not filled in', () => {
  expect(['', ' \n', 'a', 0, undefined].map(blankToAbsent)).toEqual([undefined, undefined, 'a', 0, undefined]);
});
