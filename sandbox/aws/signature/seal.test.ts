import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { open, seal } from './seal';

const key = Buffer.alloc(32, 7);

describe('seal', () => {
  test('opens to what was sealed, and hides it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 4, unit: 'grapheme' }), (label, text) => {
        const sealed = seal(key, label, text);
        expect(open(key, label, sealed)).toBe(text);
        expect(Buffer.from(sealed, 'base64').includes(text)).toBe(false);
      }),
    );
  });

  test('opens under no other label and no other key', () => {
    const sealed = seal(key, 'page', 'text');
    expect(open(key, 'session', sealed)).toBeNull();
    expect(open(Buffer.alloc(32, 8), 'page', sealed)).toBeNull();
  });

  test('opens nothing that was altered or made up', () => {
    const sealed = seal(key, 'page', 'some text');
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.base64String(), (position, madeUp) => {
        const other = sealed[position] === 'A' ? 'B' : 'A';
        expect(open(key, 'page', sealed.slice(0, position) + other + sealed.slice(position + 1))).toBeNull();
        expect(open(key, 'page', madeUp)).toBeNull();
      }),
    );
  });
});
