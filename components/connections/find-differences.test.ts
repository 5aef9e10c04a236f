import { expect, it } from 'vitest';
import { defaultTagRules } from '@/lib/domain/resource';
import { findDifferences } from './find-differences';

const base = {
  name: 'Factory',
  settings: { regions: ['us-east-1'] },
  tagRules: defaultTagRules,
  intervalMs: 300_000,
  paused: false,
  secretSetAt: null,
};

it('names what changed, what was added and what was taken away', () => {
  const newer = { ...base, name: 'Factory AWS', settings: { endpoint: 'https://aws.example' }, intervalMs: 600_000 };
  expect(findDifferences(base, newer)).toEqual([
    { name: 'name', before: 'Factory', after: 'Factory AWS' },
    { name: 'settings.regions', before: 'us-east-1', after: 'not set' },
    { name: 'minutes between reads', before: '5', after: '10' },
    { name: 'settings.endpoint', before: 'not set', after: 'https://aws.example' },
  ]);
});

it('finds nothing between equal versions', () => {
  expect(findDifferences(base, { ...base })).toEqual([]);
});
