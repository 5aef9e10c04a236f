import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Attribution, toDefaultAttribution } from '@/lib/domain/cost/attribution-rules';
import { defaultTagRules } from '@/lib/domain/resource';
import { toAttributionSql } from './attribution-sql';
import type { CostQuestion } from './cost-question';
import { toTagConditions } from './tag-hints';
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
  '{"team":"\\u0020vision"}',
  '{"team":"visions"}',
  '{"team":"a\\"b"}',
  '{"team":"speech","note":"vision"}',
  '{"team":1e2}',
  '{}',
  null,
];

const ofTeams = { ...rules, rules: rules.rules.filter((one) => one.attribute === 'team') };
const teams = ['vision', 'a"b', 'speech', '100.0', 'nobody'];
const spellings = [['team'], ['Team', 'team']];

test.each(spellings.flatMap((keys) => teams.map((team) => ({ keys, team }))))(
  'no row of the team $team is left out, and no other row let in, of tags spelled $keys',
  async ({ keys, team }) => {
    const texts = tags.map((one) => (one === null ? 'NULL' : `'${one}'`));
    const source = `(SELECT unnest([${texts.join(', ')}]) AS Tags)`;
    const { from, columns } = toAttributionSql(ofTeams, keys);
    const isOf = `(${columns.team}) = '${team}'`;
    const count = async (conditions: readonly string[]) =>
      (
        await duck.connection.runAndReadAll(`SELECT count(*) FROM ${from(source)} WHERE ${conditions.join(' AND ')}`)
      ).getRows();
    const { conditions, told } = toTagConditions(asks('team', team), rules, keys);
    const isWord = /^[a-z]/.test(team);
    expect([...told]).toEqual(isWord && keys.length === 1 ? ['team'] : []);
    expect(conditions.length > 0).toBe(isWord);
    expect(await count([isOf, ...conditions])).toEqual(await count([isOf]));
    if (told.has('team')) expect(await count(conditions)).toEqual(await count([isOf]));
  },
);

test('rows that may be told otherwise than by a tag as it stands are not held to its text', () => {
  const mapped: Attribution = {
    rules: [{ attribute: 'team', source: { from: 'tag', key: 'team' }, maps: { pattern: 'v*', value: 'vision' } }],
    siteAliases: {},
    written: 0,
    version: null,
  };
  expect(toTagConditions(asks('team', 'vision'), mapped, ['team']).conditions).toEqual([]);
  expect(toTagConditions(asks('team', 'vision', null), rules, ['team']).conditions).toEqual([]);
  expect(toTagConditions(asks('site', 'oslo'), rules, ['team']).conditions).toEqual([]);
});
