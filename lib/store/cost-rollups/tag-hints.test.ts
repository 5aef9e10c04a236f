import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Attribution, toDefaultAttribution } from '@/lib/domain/cost/attribution-rules';
import { defaultTagRules } from '@/lib/domain/resource';
import { toAttributionSql } from './attribution-sql';
import type { CostQuestion } from './cost-question';
import { toTagHints } from './tag-hints';
import { openTestDuckDb } from './test-ledger';

let duck: Awaited<ReturnType<typeof openTestDuckDb>>;
beforeAll(async () => {
  duck = await openTestDuckDb();
});
afterAll(() => duck.close());

const rules = toDefaultAttribution(defaultTagRules);
const asks = (attribute: 'team' | 'site', ...values: (string | null)[]): CostQuestion => ({
  deliveries: [],
  metric: 'effective',
  dimension: null,
  filters: new Map([[attribute, new Set(values)]]),
  reach: null,
});

const tags = [
  '{"team":"vision"}',
  '{"Team":" vision "}',
  '{"team":"\\u0076ision"}',
  '{"team":"a\\"b"}',
  '{"team":"speech","note":"vision"}',
  '{"team":1e2}',
  '{}',
  null,
];

test.each(['vision', 'a"b', 'speech', '100.0', 'nobody'])('no row of the team %s is left out', async (team) => {
  const source = `(SELECT unnest([${tags.map((one) => (one === null ? 'NULL' : `'${one}'`)).join(', ')}]) AS Tags)`;
  const { from, columns } = toAttributionSql(
    { ...rules, rules: rules.rules.filter((one) => one.attribute === 'team') },
    ['Team', 'team'],
  );
  const isOf = `(${columns.team}) = '${team}'`;
  const count = async (conditions: string[]) =>
    (
      await duck.connection.runAndReadAll(`SELECT count(*) FROM ${from(source)} WHERE ${conditions.join(' AND ')}`)
    ).getRows();
  const hints = toTagHints(asks('team', team), rules);
  expect(hints).toHaveLength(/^[a-z]/.test(team) ? 1 : 0);
  expect(await count([isOf, ...hints])).toEqual(await count([isOf]));
});

test('rows that may be told otherwise than by a tag as it stands are not held to its text', () => {
  const mapped: Attribution = {
    rules: [{ attribute: 'team', source: { from: 'tag', key: 'team' }, maps: { pattern: 'v*', value: 'vision' } }],
    siteAliases: {},
  };
  expect(toTagHints(asks('team', 'vision'), mapped)).toEqual([]);
  expect(toTagHints(asks('team', 'vision', null), rules)).toEqual([]);
  expect(toTagHints(asks('site', 'oslo'), rules)).toEqual([]);
});
