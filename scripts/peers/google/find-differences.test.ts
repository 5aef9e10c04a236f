import { expect, it } from 'vitest';
import type { PublishedMethod } from './discovery';
import { findAnswerFaults, findRequestFaults } from './find-differences';

const list: PublishedMethod = {
  id: 'things.list',
  httpMethod: 'GET',
  path: /^\/things$/,
  parameters: {
    pageSize: { type: 'integer', format: 'int32', location: 'query' },
    project: { type: 'string', location: 'path', required: true },
    filter: { type: 'string', location: 'query', required: true },
  },
  response: { $ref: 'Things' },
  schemas: {
    Things: { type: 'object', properties: { items: { type: 'array', items: { $ref: 'Thing' } } } },
    Thing: {
      type: 'object',
      properties: {
        kind: { type: 'string', enum: ['ONE', 'OTHER'] },
        units: { type: 'string', format: 'int64' },
        nanos: { type: 'integer', format: 'int32' },
        made: { type: 'string', format: 'google-datetime' },
        labels: { type: 'object', additionalProperties: { type: 'string' } },
      },
    },
  },
};

it('finds nothing where a call is as published', () => {
  expect(findRequestFaults(list, new URLSearchParams('filter=x&pageSize=7'))).toEqual([]);
  const thing = { kind: 'ONE', units: '12', nanos: 5, made: '2026-11-22T00:00:00.5Z', labels: { any: 'thing' } };
  expect(findAnswerFaults(list, { items: [thing, {}] })).toEqual([]);
});

it('names parameters and fields that nobody published, and values of another form', () => {
  expect(findRequestFaults(list, new URLSearchParams('pageSize=many&project=x'))).toEqual([
    'things.list: pageSize: many is no whole number',
    'things.list: there is no parameter project',
    'things.list: the parameter filter is missing',
  ]);
  const thing = { kind: 'MADE_UP', units: 12, nanos: '5', made: '2026-11-22', labels: { any: 1 }, extra: null };
  expect(findAnswerFaults(list, { items: [thing] })).toEqual([
    'things.list.items[].kind has no value MADE_UP',
    'things.list.items[].units is no text',
    'things.list.items[].nanos is no whole number',
    'things.list.items[].made: 2026-11-22 is no google-datetime',
    'things.list.items[].labels.any is no text',
    'things.list.items[]: there is no field extra',
  ]);
  expect(findAnswerFaults(list, [])).toEqual(['things.list is no object']);
});
