import { expect, test } from 'vitest';
import { toPeriodSources } from './told-days';

const november = { from: '2026-11-01', to: '2026-11-30' };
const deliveredAt = '2026-11-12T00:00:00Z';
const why = 'No delivery covers these days yet.';

test('what sources lack is cut to the period', () => {
  const sources = [
    { title: 'AWS', deliveredAt, missing: [{ from: '2026-10-30', to: '2026-11-02', why }] },
    { title: 'Azure', deliveredAt, missing: [{ from: '2026-10-01', to: '2026-10-31', why }] },
    { title: 'Google', deliveredAt, missing: [] },
  ];
  expect(toPeriodSources({ sources }, november)).toEqual({
    total: 3,
    incomplete: 1,
    missing: [{ title: 'AWS', from: '2026-11-01', to: '2026-11-02', why }],
  });
});

test('two scopes of one name are two sources, and one of which nothing counts is none', () => {
  const aws = { title: 'AWS', deliveredAt, missing: [{ from: '2026-11-02', to: '2026-11-02', why }] };
  const leftOut = { title: 'Import of aws.csv', deliveredAt: null, missing: [] };
  expect(toPeriodSources({ sources: [aws, aws, leftOut] }, november)).toMatchObject({ total: 2, incomplete: 2 });
});
