import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Attribution } from '@/lib/domain/cost/attribution-rules';
import { toDefaultAttribution } from '@/lib/domain/cost/attribution-rules';
import { applyTagRules } from '@/lib/domain/tag-rules';
import { toLiteral } from '@/lib/store/cost-ledger/sql-text';
import { toAttributionSql } from './attribution-sql';
import { openTestDuckDb } from './test-ledger';

let duck: Awaited<ReturnType<typeof openTestDuckDb>>;
beforeAll(async () => {
  duck = await openTestDuckDb();
});
afterAll(() => duck.close());

interface Row {
  tags?: Record<string, string>;
  account?: string;
  resource?: string;
  region?: string;
}

/** What the rules find in each row. */
async function attribute(rows: readonly Row[], rules: Attribution) {
  const text = (value: string | undefined) => (value === undefined ? 'NULL' : toLiteral(value));
  const cells = rows.map(
    ({ tags, account, resource, region }, index) =>
      `(${index}, ${text(tags && JSON.stringify(tags))}, ${text(account)}, ${text(resource)}, ${text(region)}, 'aws')`,
  );
  const source = `(SELECT * FROM (VALUES ${cells.join(', ')}) given(n, Tags, SubAccountId, ResourceName, RegionId, x_provider))`;
  const sql = toAttributionSql(rules, [...new Set(rows.flatMap(({ tags }) => Object.keys(tags ?? {})))]);
  const { team, site, owner } = sql.columns;
  const reader = await duck.connection.runAndReadAll(
    `SELECT ${team} AS team, ${site} AS site, ${owner} AS owner FROM ${sql.from(source)} ORDER BY n`,
  );
  return reader.getRowObjects();
}

const rule = (
  source: Attribution['rules'][number]['source'],
  maps: { pattern: string; value: string } | null = null,
) => ({
  attribute: 'team' as const,
  source,
  maps,
});

test('tags tell what they tell the inventory, however keys are spelled and whatever signs they hold', async () => {
  const key = fc.oneof(
    fc.constantFrom('Team', 'team', 'TEAM', 'squad', 'owner', 'a/b~c', 'it’s', '$.team', "o'k"),
    fc.string({ maxLength: 4 }),
  );
  const value = fc.oneof(fc.constantFrom('', ' ', '\t', '\u00a0x ', "a'b", 'Ops'), fc.string({ maxLength: 5 }));
  const clean = (text: string) => !text.includes('\0') && text.isWellFormed();
  const tags = fc.dictionary(
    key.filter((one) => one !== '' && clean(one)),
    value.filter(clean),
    { maxKeys: 4 },
  );
  const keys = fc.uniqueArray(
    key.filter((one) => one !== '' && clean(one)),
    { maxLength: 3 },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(tags, { minLength: 1, maxLength: 8 }),
      keys,
      keys,
      keys,
      async (some, team, site, owner) => {
        const rules = toDefaultAttribution({ team, site, owner });
        const found = await attribute(
          some.map((one) => ({ tags: one })),
          rules,
        );
        expect(found).toEqual(some.map((one) => applyTagRules(one, { team, site, owner })));
      },
    ),
    { numRuns: 25 },
  );
});

test('the first rule that finds a value counts, also by account, namespace, Slurm account and resource name', async () => {
  const rules: Attribution = {
    siteAliases: {},
    written: 0,
    version: null,
    rules: [
      rule({ from: 'tag', key: 'team' }),
      rule({ from: 'account' }, { pattern: '1234%*', value: 'platform' }),
      rule({ from: 'namespace' }),
      rule({ from: 'slurm-account' }, { pattern: '*_ml', value: 'research' }),
      rule({ from: 'resource-name' }, { pattern: 'train-*-gpu', value: "vision's" }),
    ],
  };
  const rows: Row[] = [
    { tags: { Team: 'speech' }, account: '1234%5' },
    { account: '1234%5' },
    { account: '12345' },
    { tags: { 'k8s-namespace': 'serving' } },
    { tags: { slurm_account: 'big_ml' }, resource: 'train-7-gpu' },
    { tags: { slurm_account: 'bigxml' }, resource: 'train-7-gpu' },
    { resource: 'TRAIN-7-gpu' },
  ];
  const teams = (await attribute(rows, rules)).map(({ team }) => team);
  expect(teams).toEqual(['speech', 'platform', null, 'serving', 'research', "vision's", null]);
});

test('a site is spelled as its aliases say, and without a tag it is the place', async () => {
  const rules = toDefaultAttribution(
    { team: [], owner: [], site: ['site'] },
    { osl: 'Oslo', 'aws/eu-north-1': 'Oslo' },
  );
  const rows: Row[] = [
    { tags: { site: 'OSL' } },
    { tags: { site: ' ' }, region: 'eu-north-1' },
    { region: 'us-east-1' },
    { tags: { site: 'rome' }, region: 'eu-north-1' },
    {},
  ];
  const sites = (await attribute(rows, rules)).map(({ site }) => site);
  expect(sites).toEqual(['Oslo', 'Oslo', 'aws/us-east-1', 'rome', null]);
});

test('exact patterns looked up at once tell what they would one after another', async () => {
  const word = fc.constantFrom('a', 'b', "c'", 'ab', 'a b');
  const source = fc.constantFrom({ from: 'account' as const }, { from: 'resource-name' as const });
  const given = fc.array(fc.tuple(source, fc.option(fc.tuple(fc.oneof(word, fc.constantFrom('a*', '*b')), word))), {
    maxLength: 8,
  });
  const rows = fc.array(fc.record({ account: word, resource: word }, { requiredKeys: [] }), {
    minLength: 1,
    maxLength: 6,
  });
  const matches = (text: string, pattern: string) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(text);
  await fc.assert(
    fc.asyncProperty(given, rows, async (pairs, told) => {
      const rules = pairs.map(([from, maps]) =>
        rule(from, maps === null ? null : { pattern: maps[0], value: maps[1] }),
      );
      const found = await attribute(told, { rules, siteAliases: {}, written: 0, version: null });
      const expected = told.map(({ account, resource }) => {
        for (const { source: from, maps } of rules) {
          const text = from.from === 'account' ? account : resource;
          if (text === undefined || (maps !== null && !matches(text, maps.pattern))) continue;
          return maps === null ? text : maps.value;
        }
        return null;
      });
      expect(found.map(({ team }) => team)).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});
