import { expect, it } from 'vitest';
import type { AllocationRules } from '@/lib/domain/cost/allocation-rules';
import { sayAttributionRule, sayPool, sayRuleChanges } from './rule-words';

const before: AllocationRules = {
  attribution: [
    { attribute: 'team', source: { from: 'tag', key: 'crew' }, maps: null },
    { attribute: 'team', source: { from: 'account' }, maps: { pattern: '12*', value: 'vision' } },
  ],
  pools: [
    {
      name: 'Support',
      selector: { service: ['Support', ''], region: ['eu'] },
      split: {
        by: 'fixed',
        shares: [
          { team: 'a', percent: '40' },
          { team: 'b', percent: '60' },
        ],
      },
    },
  ],
  idle: 'separate',
};

it('says rules and pools in sentences', () => {
  expect(before.attribution.map(sayAttributionRule)).toEqual([
    'Team is what the tag “crew” says',
    'Team “vision” where the account is like “12*”',
  ]);
  expect(before.pools.map(sayPool)).toEqual([
    '“Support” takes service Support or none, region eu; borne by a 40 % and b 60 %',
  ]);
});

it('says what was added, removed and moved', () => {
  expect(sayRuleChanges(before, before)).toEqual([]);
  const [first, second] = before.attribution;
  const turned = { ...before, attribution: [second, first].filter((rule) => rule !== undefined) };
  expect(sayRuleChanges(before, turned)).toEqual(['The order of rules changed.']);
  expect(sayRuleChanges(before, { attribution: before.attribution.slice(1), pools: [], idle: 'spread' })).toEqual([
    'Removed rule: Team is what the tag “crew” says.',
    'Removed pool: “Support” takes service Support or none, region eu; borne by a 40 % and b 60 %.',
    'Idle GPUs: spread over teams.',
  ]);
});
