import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEgressGuard } from './egress-guard';
import { parseEgressRules } from './parse-egress-rules';

type Bytes = [number, number, number, number];

const byte = fc.integer({ min: 0, max: 255 });
const inRange = (first: readonly number[]) =>
  fc
    .tuple(byte, byte, byte, byte)
    .map((bytes): Bytes => [first[0] ?? bytes[0], first[1] ?? bytes[1], first[2] ?? bytes[2], first[3] ?? bytes[3]]);
const never = fc.oneof(
  ...[
    [169, 254],
    [169, 254, 169, 254],
    [168, 63, 129, 16],
    [100, 100, 100, 200],
    [0],
    [255, 255, 255, 255],
    [224],
    [239],
  ].map(inRange),
);
const byRule = fc.oneof(...[[10], [127], [192, 168], [172, 16], [172, 31], [100, 64], [198, 18]].map(inRange));

const toNumber = ([a, b, c, d]: Bytes) => ((a * 256 + b) * 256 + c) * 256 + d;
const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
const groups = ([a, b, c, d]: Bytes) => `${hex(a * 256 + b, 1)}:${hex(c * 256 + d, 1)}`;

/** Ways to write an IPv4 address, or an IPv6 address that ends at it. */
const spellings: ((bytes: Bytes) => string)[] = [
  (bytes) => bytes.join('.'),
  (bytes) => `${bytes.join('.')}.`,
  (bytes) => String(toNumber(bytes)),
  (bytes) => `0x${hex(toNumber(bytes), 8)}`,
  (bytes) => bytes.map((part) => `0${part.toString(8)}`).join('.'),
  (bytes) => bytes.map((part) => `0x${hex(part, 1)}`).join('.'),
  ([a, b, c, d]) => `${a}.${(b * 256 + c) * 256 + d}`,
  ([a, b, c, d]) => `${a}.${b}.${c * 256 + d}`,
  (bytes) => `::ffff:${bytes.join('.')}`,
  (bytes) => `[::ffff:${groups(bytes)}]`,
  (bytes) => `0:0:0:0:0:ffff:${groups(bytes)}`,
  (bytes) => `::ffff:${groups(bytes)}%eth0`,
  (bytes) => `64:ff9b::${groups(bytes)}`,
  (bytes) => `2002:${groups(bytes)}::1`,
  (bytes) => `::ffff:0:${groups(bytes)}`,
  (bytes) => `2606:4700::5efe:${groups(bytes)}`,
];
const spelling = fc.constantFrom(...spellings);

const nothingAllowed = createEgressGuard([]);
const everythingAllowed = createEgressGuard(parseEgressRules(['0.0.0.0/0', '::/0']));

describe('the egress guard', () => {
  it('refuses metadata, link-local, multicast, unspecified and broadcast addresses in every spelling, whatever the rules', () => {
    fc.assert(
      fc.property(never, spelling, fc.boolean(), (bytes, spell, plain) => {
        const host = spell(bytes);
        expect(everythingAllowed.refuseHost(host, plain), host).not.toBeNull();
        expect(nothingAllowed.refuseHost(host, plain), host).not.toBeNull();
      }),
      { numRuns: 1500 },
    );
  });

  it('refuses private, loopback and reserved addresses in every spelling unless a rule holds them', () => {
    fc.assert(
      fc.property(byRule, spelling, (bytes, spell) => {
        expect(nothingAllowed.refuseHost(spell(bytes), false)).not.toBeNull();
      }),
      { numRuns: 1000 },
    );
  });

  it.each(['10.1.2.3', '167838211', '0x0a010203', '::ffff:10.1.2.3', '[::ffff:a01:203]'])(
    'lets %s through under 10.0.0.0/8',
    (host) => {
      const guard = createEgressGuard(parseEgressRules(['10.0.0.0/8']));
      expect(guard.refuseHost(host, false)).toBeNull();
      expect(guard.refuseHost(host, true)).toBeNull();
      expect(guard.refuseHost('10.1.2.3', false)).toBeNull();
      expect(guard.refuseHost('192.168.0.1', false)).not.toBeNull();
    },
  );

  it.each([
    'fe80::1',
    'fe80::1%eth0',
    'ff02::1',
    '::',
    'fd00:ec2::254',
    '[fd00:ec2::254]',
    'fd20:ce::254',
    '64:ff9b:1::1',
    '2001:0:1::1',
  ])('never lets %s through', (host) => {
    expect(everythingAllowed.refuseHost(host, false)).not.toBeNull();
  });

  it.each(['metadata.google.internal', 'METADATA.google.internal.', 'metadata', 'instance-data'])(
    'knows %s by name',
    (host) => {
      expect(everythingAllowed.refuseHost(host, false)?.message).toContain('never');
    },
  );

  it.each(['localhost', 'LOCALHOST.', 'a.localhost'])('takes %s for loopback', (host) => {
    expect(nothingAllowed.refuseHost(host, false)).not.toBeNull();
    expect(createEgressGuard(parseEgressRules(['127.0.0.0/8'])).refuseHost(host, true)).toBeNull();
  });

  it('takes plain HTTP only where a rule names the address', () => {
    expect(nothingAllowed.refuseUrl(new URL('https://93.184.215.14/'))).toBeNull();
    expect(nothingAllowed.refuseUrl(new URL('http://93.184.215.14/'))).not.toBeNull();
    const guard = createEgressGuard(parseEgressRules(['93.184.215.14']));
    expect(guard.refuseUrl(new URL('http://93.184.215.14/'))).toBeNull();
  });

  it.each(['ftp://example.com/', 'file:///etc/passwd', 'gopher://x/'])('refuses the scheme of %s', (url) => {
    expect(everythingAllowed.refuseUrl(new URL(url))).not.toBeNull();
  });

  it('says why and what to do', () => {
    const refusal = nothingAllowed.refuseHost('10.0.0.1', false);
    expect(refusal).toMatchObject({ kind: 'permission-missing', code: 'EgressRefused', isRetryable: false });
    expect(refusal?.remedy).toContain('MILLWRIGHT_EGRESS_ALLOW');
  });
});

describe('the egress rules', () => {
  it.each(['10.0.0.0/33', 'example.com', '', '0x0a000000/8', '10.0.0.1/8/8'])('refuse "%s"', (rule) => {
    expect(() => parseEgressRules([rule])).toThrow(/neither a CIDR/);
  });

  it('read an IPv4-mapped CIDR as the IPv4 one it is', () => {
    const guard = createEgressGuard(parseEgressRules(['::ffff:10.0.0.0/104']));
    expect(guard.refuseHost('10.9.9.9', false)).toBeNull();
    expect(guard.refuseHost('11.9.9.9', false)).toBeNull();
    expect(guard.refuseHost('192.168.9.9', false)).not.toBeNull();
  });
});
