import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { liftValues } from './lift-values';
import { parseSeries } from './parse-answer';

const sample = fc.oneof(
  fc.double().map((value) => (Number.isFinite(value) ? String(value) : 'NaN')),
  fc.integer({ min: -1e6, max: 1e6 }).map((value) => String(value / 1_000)),
  fc.constantFrom(
    '0',
    '-0',
    '+Inf',
    '-Inf',
    'NaN',
    '1e+06',
    '9007199254740993',
    '0.30000000000000004',
    '123456789012345',
  ),
);
const label = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('"values":[[1,"2"]]', '\\', '"}]'));
const series = fc.record({
  metric: fc.dictionary(fc.constantFrom('values', 'attr_a', 'x'), label).map((entries) => ({ ...entries })),
  values: fc.array(
    fc.tuple(
      fc.integer({ min: 0, max: 4e12 }).map((ms) => ms / 1000),
      sample,
    ),
    { maxLength: 5 },
  ),
});

describe('taking the samples out of an answer', () => {
  it('reads what JSON would have read', () => {
    fc.assert(
      fc.property(fc.array(series), (result) => {
        const document = { data: { resultType: 'matrix', result } };
        const lifted = liftValues(Buffer.from(JSON.stringify(document)));
        if (lifted === null) throw new TypeError('Nothing was taken out.');
        const { data } = JSON.parse(lifted.text) as typeof document;
        expect(parseSeries(data, lifted.columns)).toEqual(parseSeries(document.data));
        expect(lifted.columns).toHaveLength(result.filter(({ values }) => values.length > 0).length);
      }),
    );
  });

  it.each([
    '{"values":[[1,2]]}',
    '{"values":[[1,"2"',
    '{"values":[[1,"2"]',
    '{"values":[["1","2"]]}',
    '{"values":[[1,""]]}',
    '{"values":[[1,"x"]]}',
    '{"values":[[,"1"]]}',
    '{"values":[[1,"1",2]]}',
    '{"values":[[1, "1"]]}',
  ])('leaves %s to JSON', (text) => {
    expect(liftValues(Buffer.from(text))).toBeNull();
  });

  it('is not fooled by a number where samples belong', () => {
    const one = { metric: {}, values: 0 };
    const columns = { times: [1], values: [1] };
    expect(() => parseSeries({ resultType: 'matrix', result: [one, one] }, [columns])).toThrow();
    expect(() => parseSeries({ resultType: 'matrix', result: [] }, [columns])).toThrow();
    expect(() => parseSeries({ resultType: 'matrix', result: [one] })).toThrow();
  });
});
