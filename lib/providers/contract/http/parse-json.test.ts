import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseExactJson } from './parse-json';

test('keeps every digit of integers that a double cannot hold', () => {
  expect(parseExactJson('{"id":9007199254740993,"list":[-18446744073709551615,1]}')).toEqual({
    id: '9007199254740993',
    list: ['-18446744073709551615', 1],
  });
});

test('reads all else as JSON is read', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const holdsBigIntegers = /\d{16}/.test(text);
      if (!holdsBigIntegers) expect(parseExactJson(text)).toEqual(JSON.parse(text));
    }),
  );
  expect(parseExactJson('1e400')).toBe(Number.POSITIVE_INFINITY);
});

test('refuses what is not JSON', () => {
  expect(() => parseExactJson('<html>')).toThrow(SyntaxError);
});
