import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WireRequest } from '../../wire/wire';
import { parseAuthorization } from './parse-authorization';
import { announcesItsBody, isSignedBy } from './signature';

const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

/** The vendor's published example of a signed request: ListUsers of IAM, 30 August 2015. */
const published: WireRequest = {
  method: 'GET',
  path: '/',
  rawQuery: 'Action=ListUsers&Version=2010-05-08',
  query: {},
  headers: {
    host: 'iam.amazonaws.com',
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    'x-amz-date': '20150830T123600Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
  },
  body: Buffer.alloc(0),
  clientFingerprint: null,
};

function accepts(request: WireRequest, key = secret): boolean {
  const parsed = parseAuthorization(request);
  return 'claim' in parsed && isSignedBy(request, parsed.claim, key);
}

describe('isSignedBy', () => {
  test('accepts the signature of the published example', () => {
    expect(accepts(published)).toBe(true);
  });

  test('does not mind in what order the query came', () => {
    expect(accepts({ ...published, rawQuery: 'Version=2010-05-08&Action=ListUsers' })).toBe(true);
  });

  test('refuses another secret', () => {
    fc.assert(
      fc.property(fc.string(), (other) => {
        fc.pre(other !== secret);
        expect(accepts(published, other)).toBe(false);
      }),
    );
  });

  test('refuses whatever was changed after signing', () => {
    const word = fc.string({ minLength: 1 }).filter((text) => text.trim() !== '');
    const tampered = fc.oneof(
      fc.constantFrom('POST', 'PUT', 'HEAD').map((method) => ({ ...published, method })),
      word.map((text) => ({ ...published, path: `/${encodeURIComponent(text)}` })),
      word.map((text) => ({ ...published, rawQuery: `${published.rawQuery}&${encodeURIComponent(text)}=` })),
      word.map((text) => ({ ...published, body: Buffer.from(text) })),
      fc.tuple(fc.constantFrom('host', 'content-type'), word).map(([name, text]) => ({
        ...published,
        headers: { ...published.headers, [name]: `${published.headers[name]}x${text}` },
      })),
      fc
        .nat(63)
        .map((position) => ({ ...published, headers: { ...published.headers, authorization: flipDigit(position) } })),
    );
    fc.assert(
      fc.property(tampered, (request) => {
        expect(accepts(request)).toBe(false);
      }),
    );
  });
});

function flipDigit(position: number): string {
  const authorization = published.headers.authorization ?? '';
  const index = authorization.length - 64 + position;
  const flipped = authorization[index] === '0' ? '1' : '0';
  return authorization.slice(0, index) + flipped + authorization.slice(index + 1);
}

describe('parseAuthorization', () => {
  test.each([
    ['nothing', undefined, 'missing'],
    ['another scheme', 'Bearer abc', 'malformed'],
    ['a short scope', 'AWS4-HMAC-SHA256 Credential=AKID/20150830/iam, SignedHeaders=host, Signature=00', 'malformed'],
    [
      'no signed headers',
      'AWS4-HMAC-SHA256 Credential=AKID/20150830/us-east-1/iam/aws4_request, Signature=00',
      'malformed',
    ],
  ])('says what is wrong with %s', (_, authorization, fault) => {
    const headers = { 'x-amz-date': '20150830T123600Z', ...(authorization === undefined ? {} : { authorization }) };
    expect(parseAuthorization({ ...published, headers })).toMatchObject({ fault });
  });

  test('refuses a date that is not the scope’s', () => {
    const headers = { ...published.headers, 'x-amz-date': '20150831T123600Z' };
    expect(parseAuthorization({ ...published, headers })).toMatchObject({ fault: 'malformed' });
  });
});

describe('announcesItsBody', () => {
  test('holds the announced hash against the body', () => {
    const headers = {
      ...published.headers,
      'x-amz-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    };
    expect(announcesItsBody({ ...published, headers })).toBe(true);
    expect(announcesItsBody({ ...published, headers, body: Buffer.from('x') })).toBe(false);
  });
});
