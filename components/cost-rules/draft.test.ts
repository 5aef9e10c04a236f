import { expect, it } from 'vitest';
import type { AllocationRules } from '@/lib/domain/cost/allocation-rules';
import { newPool, newRule, swapNext, toDraft, toRules, withProposed } from './draft';

const rules: AllocationRules = {
  attribution: [
    { attribute: 'team', source: { from: 'tag', key: 'crew' }, maps: null },
    { attribute: 'owner', source: { from: 'account' }, maps: { pattern: '12*', value: 'ann' } },
  ],
  pools: [
    {
      name: 'Support',
      selector: { service: ['Support', 'Premium, support'], team: ['', 'core'] },
      split: { by: 'fixed', shares: [{ team: 'a', percent: '33.3' }] },
    },
    { name: 'Tax', selector: { 'charge-category': ['Tax'] }, split: { by: 'usage', teams: null } },
    { name: 'Network', selector: { region: [''] }, split: { by: 'even', teams: ['a', 'b'] } },
    { name: 'Rest', selector: { sku: ['x'] }, split: { by: 'proportional', teams: ['c'] } },
  ],
  idle: 'spread',
};

it('holds in its fields what the rules say', () => {
  const back = toRules(toDraft(rules));
  expect(back.attribution).toEqual(rules.attribution);
  expect(back.pools.map(({ split }) => split)).toEqual(rules.pools.map(({ split }) => split));
  const sorted = ({ pools }: AllocationRules) =>
    pools.map(({ selector }) => Object.entries(selector).map(([name, values]) => [name, values?.toSorted()]));
  expect(sorted(back)).toEqual(sorted(rules));
  expect(back.idle).toBe('spread');
});

it('leaves out blank lines, and adds up conditions on one dimension', () => {
  const pool = newPool();
  pool.conditions = [
    { dimension: 'service', lines: ' a \n\n b', withNone: false },
    { dimension: 'service', lines: 'b', withNone: true },
  ];
  expect(toRules({ rules: [newRule()], pools: [pool], idle: 'separate' }).pools[0]?.selector).toEqual({
    service: ['a', 'b', ''],
  });
});

it('exchanges neighbours', () => {
  expect(swapNext(['a', 'b', 'c'], 1)).toEqual(['a', 'c', 'b']);
});

const maps = { pattern: 'vision', value: 'Vision' };
const tag = (key: string, mapped: typeof maps | null = null): AllocationRules['attribution'][number] => ({
  attribute: 'team',
  source: { from: 'tag', key },
  maps: mapped,
});

it('puts a proposed rule right before the one whose values it maps, so that rules before that one still win', () => {
  const account = {
    attribute: 'team',
    source: { from: 'account' },
    maps: { pattern: '123', value: 'Platform' },
  } as const;
  const site = { attribute: 'site', source: { from: 'tag', key: 'crew' }, maps: null } as const;
  const attribution = [account, tag('team', { pattern: 'x', value: 'y' }), tag('Team'), site, tag('crew'), tag('crew')];
  const proposed = [tag('crew', maps), tag('team', maps), tag('team', { pattern: 'VISION', value: 'Vision' })];
  expect(withProposed({ ...rules, attribution }, proposed).attribution).toEqual([
    ...attribution.slice(0, 2),
    ...proposed.slice(1),
    ...attribution.slice(2, 4),
    proposed[0],
    ...attribution.slice(4),
  ]);
});

it('puts a proposed rule last where connections tell its values, and leaves out what is there already', () => {
  const there = rules.attribution.slice(1);
  expect(withProposed(rules, [tag('team', maps), ...there]).attribution).toEqual([
    ...rules.attribution,
    tag('team', maps),
  ]);
  expect(withProposed(rules, []).attribution).toEqual(rules.attribution);
});
