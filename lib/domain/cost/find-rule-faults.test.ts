import { expect, it } from 'vitest';
import type { AllocationRules, CostPool } from './allocation-rules';
import { noAllocationRules } from './allocation-rules';
import type { AttributionRule } from './attribution-rules';
import { findRuleFaults } from './find-rule-faults';

const rule = (pattern: string | null, given: Partial<AttributionRule> = {}): AttributionRule => ({
  attribute: 'team',
  source: { from: 'account' },
  maps: pattern === null ? null : { pattern, value: 'vision' },
  ...given,
});
const pool = (name: string, given: Partial<CostPool> = {}): CostPool => ({
  name,
  selector: { service: ['Support'] },
  split: { by: 'proportional', teams: null },
  ...given,
});
const faultsOf = (given: Partial<AllocationRules>) =>
  findRuleFaults({ ...noAllocationRules, ...given }).map(({ path, message }) => `${path}: ${message}`);

it('finds nothing wrong with rules that can all be reached', () => {
  const attribution = [
    rule('1234*'),
    rule('12345'),
    rule(null, { source: { from: 'tag', key: 'team' } }),
    rule(null, { attribute: 'site' }),
    rule('*'),
  ];
  const pools = [
    pool('Support', { selector: { service: ['Support'], region: ['us'] } }),
    pool('All support'),
    pool('Tax', {
      selector: { 'charge-category': ['Tax'], team: [''] },
      split: {
        by: 'fixed',
        shares: [
          { team: 'a', percent: '33.333' },
          { team: 'b', percent: '66.667' },
        ],
      },
    }),
  ];
  expect(faultsOf({ attribution, pools })).toEqual([]);
});

it('names rules that are never reached', () => {
  const tag = (key: string) => rule(null, { source: { from: 'tag', key } });
  expect(faultsOf({ attribution: [rule('a*'), rule('a*'), tag('Team'), tag('team'), rule(null), rule('b')] })).toEqual([
    'attribution.1.maps.pattern: Rule 1 says otherwise of the same pattern: this one is never reached.',
    'attribution.3.source: Rule 3 already takes every value found there: this one is never reached.',
    'attribution.5.maps.pattern: Rule 5 already takes every value found there: this one is never reached.',
  ]);
});

it('names what is left open in a rule', () => {
  const attribution = [rule(null, { source: { from: 'tag', key: ' ' }, maps: { pattern: '', value: ' ' } })];
  expect(faultsOf({ attribution })).toEqual([
    'attribution.0.source.key: Name the tag.',
    'attribution.0.maps.pattern: Say what it must match; * stands for anything.',
    'attribution.0.maps.value: Say which value it gives.',
  ]);
});

it('names pools that can take nothing, or are called alike', () => {
  const pools = [
    pool('Support'),
    pool(' support ', { selector: { service: ['Support'], region: ['us'] } }),
    pool('', { selector: {} }),
    pool('Tax', { selector: { team: [] } }),
  ];
  expect(faultsOf({ pools })).toEqual([
    'pools.1.name: Another pool is called “support” already.',
    'pools.1.selector: “Support” comes before it and takes all of these costs: nothing is left for it.',
    'pools.2.name: Name the pool.',
    'pools.2.selector: Say which costs it takes: without that it would take all of them.',
    'pools.3.selector.team: Name at least one value.',
  ]);
});

it('refuses shares that do not add up to exactly 100, and teams named twice or not at all', () => {
  const fixed = (...percents: string[]) =>
    pool(percents.join(), {
      selector: { service: percents },
      split: { by: 'fixed', shares: percents.map((percent, index) => ({ team: `team-${index}`, percent })) },
    });
  expect(faultsOf({ pools: [fixed('50', '50.000000000000000000000001')] })).toEqual([
    'pools.0.split.shares: The shares add up to 100.000000000000000000000001 %, not to 100 %.',
  ]);
  expect(faultsOf({ pools: [fixed('0', '100'), fixed('a half')] })).toEqual([
    'pools.0.split.shares.0.percent: A share is a number above 0, such as 12.5.',
    'pools.1.split.shares.0.percent: A share is a number above 0, such as 12.5.',
  ]);
  const even = (...teams: string[]) => pool('Even', { split: { by: 'even', teams } });
  expect(faultsOf({ pools: [even()] })).toEqual(['pools.0.split.teams: Name the teams that share it.']);
  expect(faultsOf({ pools: [even('a', 'a', ' ')] })).toEqual([
    'pools.0.split.teams: “a” is named twice.',
    'pools.0.split.teams: Name the team.',
  ]);
});
