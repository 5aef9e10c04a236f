import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPlain, toRaw } from './to-raw';

describe('a raw document', () => {
  it('is plain JSON: dates as text, no response metadata, nothing undefined', () => {
    const document = {
      $metadata: { requestId: 'x' },
      CreatedAt: new Date('2026-11-21T12:00:00Z'),
      Odd: new Date(Number.NaN),
      Size: Number.NaN,
      Missing: undefined,
      Bytes: new Uint8Array(3),
      Big: 10n,
      Nested: [{ At: new Date(0) }],
    };
    expect(JSON.parse(toRaw(document))).toEqual({
      CreatedAt: '2026-11-21T12:00:00.000Z',
      Odd: null,
      Size: null,
      Bytes: '[3 bytes]',
      Big: '10',
      Nested: [{ At: '1970-01-01T00:00:00.000Z' }],
    });
  });

  it('survives JSON unchanged, whatever it was', () => {
    fc.assert(
      fc.property(
        fc.object({ withDate: true, withBigInt: true, withTypedArray: true, withNullPrototype: true }),
        (document) => {
          expect(JSON.parse(toRaw(document))).toEqual(toPlain(document));
        },
      ),
    );
  });

  it.each([
    ['a VPN’s configuration', { CustomerGatewayConfiguration: '<psk>hunter2</psk>' }],
    ['a tunnel’s key', { Options: { TunnelOptions: [{ PreSharedKey: 'hunter2' }] } }],
    ['a BGP key', { bgpPeers: [{ authKey: 'hunter2' }], authKey: 'hunter2', customerRouterConfig: 'hunter2' }],
    ['a function’s environment', { Environment: { Variables: { TOKEN: 'hunter2' } } }],
    ['a training job’s environment', { Environment: { HF_TOKEN: 'hunter2' }, HyperParameters: { key: 'hunter2' } }],
    ['user data', { UserData: 'hunter2', Nested: { UserData: { Value: 'hunter2' } } }],
    ['a password', { MasterUserPassword: 'hunter2', PendingModifiedValues: { MasterUserPassword: 'hunter2' } }],
    ['keys', { SecretAccessKey: 'hunter2', SessionToken: 'hunter2', ApiKey: 'hunter2' }],
  ])('does not hold %s', (_, document) => {
    expect(toRaw(document)).not.toContain('hunter2');
  });

  it('keeps the names of variables, and what only refers to a secret', () => {
    expect(JSON.parse(toRaw({ Environment: { Variables: { TOKEN: 'x' } } }))).toEqual({
      Environment: { Variables: { TOKEN: '[redacted]' } },
    });
    const kept = {
      MasterUserSecret: { SecretArn: 'arn:x' },
      MetadataOptions: { HttpTokens: 'required' },
      KmsKeyId: 'k',
      ClientToken: 'c',
    };
    expect(JSON.parse(toRaw(kept))).toEqual(kept);
  });
});
