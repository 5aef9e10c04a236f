import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  matchesPattern,
  noPlacement,
  type PlacedFacts,
  placeResource,
  type SiteRule,
  toOverrideKey,
} from './placement';

const facts: PlacedFacts = {
  provider: 'aws',
  kind: 'volume',
  nativeId: 'vol-1',
  name: 'scratch-01',
  account: '111122223333',
  region: 'eu-central-1',
  taggedSite: null,
  tagsKnown: true,
};
const rule = (parts: Partial<SiteRule>): SiteRule => ({
  site: 'frankfurt',
  provider: null,
  account: null,
  region: null,
  kind: null,
  name: null,
  overrulesTags: false,
  ...parts,
});
const aliases = new Map([
  ['munich', 'munich'],
  ['munich-hall', 'munich'],
  ['aws/eu-central-1', 'frankfurt'],
]);

describe('a resource stands', () => {
  test('where an administrator put it, whatever else is said of it', () => {
    const overrides = new Map([[toOverrideKey('volume', 'vol-1'), 'annex']]);
    const placement = { aliases, rules: [rule({ overrulesTags: true })], overrides };
    expect(placeResource({ ...facts, taggedSite: 'munich' }, placement)).toEqual({
      site: 'annex',
      reason: { by: 'override' },
    });
  });

  test('where its tag says, however that is spelt, before any rule that does not overrule tags', () => {
    const placement = { ...noPlacement, aliases, rules: [rule({})] };
    expect(placeResource({ ...facts, taggedSite: 'Munich-Hall' }, placement)).toEqual({
      site: 'munich',
      reason: { by: 'tag', value: 'Munich-Hall' },
    });
    const overruling = { ...placement, rules: [rule({}), rule({ site: 'here', overrulesTags: true })] };
    expect(placeResource({ ...facts, taggedSite: 'munich' }, overruling)).toEqual({
      site: 'here',
      reason: { by: 'rule', position: 2 },
    });
  });

  test('by the first rule of which all that is said holds', () => {
    const rules = [
      rule({ site: 'no', region: 'eu-west-1' }),
      rule({ site: 'no', kind: 'bucket', region: 'eu-central-1' }),
      rule({ site: 'yes', provider: 'aws', account: '111122223333', name: 'scratch-*' }),
      rule({ site: 'late' }),
    ];
    expect(placeResource(facts, { ...noPlacement, rules })).toEqual({
      site: 'yes',
      reason: { by: 'rule', position: 3 },
    });
  });

  test('at the provider’s region, or its account where there are no regions, else', () => {
    expect(placeResource(facts, noPlacement).site).toBe('aws/eu-central-1');
    expect(placeResource(facts, { ...noPlacement, aliases }).site).toBe('frankfurt');
    expect(placeResource({ ...facts, region: 'global' }, noPlacement).site).toBe('aws/111122223333');
  });

  test('nowhere while its tags are not known, unless something overrules them', () => {
    const unread = { ...facts, tagsKnown: false };
    expect(placeResource(unread, { ...noPlacement, rules: [rule({})] })).toEqual({
      site: 'unplaced',
      reason: { by: 'nothing' },
    });
    expect(placeResource(unread, { ...noPlacement, rules: [rule({ overrulesTags: true })] }).site).toBe('frankfurt');
  });
});

test('a pattern matches what a regular expression of it matches', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '.'), maxLength: 8 });
  fc.assert(
    fc.property(letters, fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 10 }), (pattern, text) => {
      const expression = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
      expect(matchesPattern(pattern, text)).toBe(expression.test(text));
    }),
    { numRuns: 2000 },
  );
});
