import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type MasterKeys, parseMasterKey } from '@/lib/config/master-keys';
import { openSecret, sealSecret } from './seal-secret';
import { SecretUnreadable } from './secret-unreadable';

function makeKeys(): MasterKeys {
  const current = parseMasterKey(randomBytes(32).toString('base64'));
  if (current === null) throw new Error('a fresh key must parse');
  return { current, previous: [] };
}

const connection = '019a0000-0000-7000-8000-000000000001';
const other = '019a0000-0000-7000-8000-000000000002';
const secret = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'canary-7f3a' };

describe('a sealed secret', () => {
  test('keeps a field that objects of JavaScript treat as their own', () => {
    const keys = makeKeys();
    const held: Record<string, string> = JSON.parse('{"__proto__":"a","b":"c"}');
    expect(Object.entries(openSecret(keys, connection, sealSecret(keys, connection, held)))).toEqual([
      ['__proto__', 'a'],
      ['b', 'c'],
    ]);
  });

  test('opens to exactly what was sealed, whatever it holds', () => {
    const keys = makeKeys();
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string({ unit: 'grapheme' })), (anything) => {
        const held = Object.fromEntries(Object.entries(anything));
        expect(openSecret(keys, connection, sealSecret(keys, connection, held))).toEqual(held);
      }),
    );
  });

  test('holds nothing readable, and never looks the same twice', () => {
    const keys = makeKeys();
    const first = sealSecret(keys, connection, secret).envelope;
    expect(first.toString('latin1')).not.toContain('canary');
    expect(first.equals(sealSecret(keys, connection, secret).envelope)).toBe(false);
  });

  test('moved to another connection, it does not open', () => {
    const keys = makeKeys();
    const sealed = sealSecret(keys, connection, secret);
    expect(() => openSecret(keys, other, sealed)).toThrow(SecretUnreadable);
  });

  test('with any one bit flipped, it does not open', () => {
    const keys = makeKeys();
    const { envelope, keyVersion } = sealSecret(keys, connection, secret);
    for (let bit = 0; bit < envelope.length * 8; bit += 1) {
      const bent = Buffer.from(envelope);
      bent.writeUInt8(bent.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(() => openSecret(keys, connection, { envelope: bent, keyVersion })).toThrow(/altered|another connection/);
    }
  });

  test('cut short anywhere, it does not open', () => {
    const keys = makeKeys();
    const { envelope, keyVersion } = sealSecret(keys, connection, secret);
    for (let length = 0; length < envelope.length; length += 1)
      expect(() => openSecret(keys, connection, { envelope: envelope.subarray(0, length), keyVersion })).toThrow(
        SecretUnreadable,
      );
  });

  test('under a key this process lacks, it says which key is missing and what to do', () => {
    const keys = makeKeys();
    const sealed = sealSecret(keys, connection, secret);
    expect(() => openSecret(makeKeys(), connection, sealed)).toThrow(
      `sealed under master key ${keys.current.version}, which this process does not have. Add that key to`,
    );
  });

  test('relabelled with another key version, it does not open', () => {
    const mine = makeKeys();
    const both = { current: makeKeys().current, previous: [mine.current] };
    const { envelope } = sealSecret(mine, connection, secret);
    expect(() => openSecret(both, connection, { envelope, keyVersion: both.current.version })).toThrow(
      SecretUnreadable,
    );
  });

  test('stays readable through the previous keys after a rotation', () => {
    const before = makeKeys();
    const after = { current: makeKeys().current, previous: [before.current] };
    const sealed = sealSecret(before, connection, secret);
    expect(openSecret(after, connection, sealed)).toEqual(secret);
    expect(sealSecret(after, connection, secret).keyVersion).toBe(after.current.version);
  });
});
