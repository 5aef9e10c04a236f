import { expect, it } from 'vitest';
import { toRawText } from './to-raw-text';

it('is the document as JSON text, without what is undefined', () => {
  expect(toRawText({ at: new Date(0), a: [null, 'é'], b: undefined })).toBe(
    '{"at":"1970-01-01T00:00:00.000Z","a":[null,"é"]}',
  );
});

it('is null of what JSON has no word for', () => {
  expect([undefined, null, Number.NaN].map(toRawText)).toEqual(['null', 'null', 'null']);
});

it('escapes half of a surrogate pair, which the store looks for', () => {
  expect(toRawText(['\ud800', '\0'])).toBe('["\\ud800","\\u0000"]');
});

it('is refused where it nests too deep', () => {
  let document: unknown = [];
  for (let depth = 0; depth < 100_000; depth++) document = [document];
  expect(() => toRawText(document)).toThrow(RangeError);
});
