import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toStorableJson } from './storable-text';

describe('a document’s JSON text', () => {
  it('is stored as it is where PostgreSQL can hold it', () => {
    const text = JSON.stringify({ b: 'é😀\n"\\u0001', a: [1, null], 2: {} });
    expect(toStorableJson(text)).toBe(text);
    expect(toStorableJson('null')).toBe('null');
  });

  it('has what PostgreSQL cannot hold replaced in every string and key', () => {
    const text = JSON.stringify({ 'a\0': ['b\ud800', { 'c\udc00d': '\0' }], kept: '😀' });
    expect(toStorableJson(text)).toBe('{"a\uFFFD":["b\uFFFD",{"c\uFFFDd":"\uFFFD"}],"kept":"😀"}');
  });

  it('leaves a text that only spells such an escape', () => {
    const text = JSON.stringify({ pattern: '\\u0000 \\ud800' });
    expect(toStorableJson(text)).toBe(text);
  });

  it('holds neither afterwards, whatever it was', () => {
    const unit = fc.constantFrom('a', '\0', '\ud83d', '\ude00', '\\', 'u0000');
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: unit }), (value) => {
        const stored = toStorableJson(JSON.stringify(value));
        const escapes = stored.replaceAll('\\\\', '');
        expect(escapes).not.toMatch(/\\u(?:0000|d[89a-f])/i);
        expect(toStorableJson(stored)).toBe(stored);
      }),
    );
  });
});
