import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTagFilter, writeTagFilter } from '@/lib/domain/cost/cost-dimension';
import { listFilters, narrowTo, valuesOf } from './axis-filters';

test('a tag is a filter like any dimension, and the others stay', () => {
  const filters = { provider: ['aws'], tag: ['cost-centre=12', 'team='] };
  expect(listFilters(filters)).toEqual([
    { axis: 'provider', value: 'aws' },
    { axis: 'tag:cost-centre', value: '12' },
    { axis: 'tag:team', value: '' },
  ]);
  expect(valuesOf(filters, 'tag:cost-centre')).toEqual(['12']);
  expect(narrowTo(filters, 'tag:cost-centre', ['12', '13'])).toEqual({
    tag: ['team=', 'cost-centre=12', 'cost-centre=13'],
  });
  expect(narrowTo({ tag: ['team='] }, 'tag:team', [])).toEqual({ tag: null });
  expect(narrowTo(filters, 'provider', [])).toEqual({ provider: null });
});

test('a filter by a tag reads back whatever its key and value', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.string(), (key, value) => {
      expect(readTagFilter(writeTagFilter(key, value))).toEqual({ key, value });
    }),
  );
});
