import { expect, it } from 'vitest';
import { ProviderError } from '../provider-error';
import { toCompleteness, toGaps } from './to-gaps';

const denied = (operation: string) =>
  new ProviderError({
    kind: 'permission-missing',
    code: 'AccessDenied',
    operation,
    message: `AWS denied ${operation}.`,
  });

it('makes one gap of a fault however often it happened', () => {
  const gaps = toGaps([denied('kms:DescribeKey'), denied('kms:DescribeKey'), denied('kms:ListAliases')], {
    account: '1',
    region: 'r',
  });
  expect(gaps).toHaveLength(2);
  expect(gaps[0]).toMatchObject({
    operation: 'kms:DescribeKey',
    account: '1',
    region: 'r',
    message: 'AWS denied kms:DescribeKey. (2 times)',
  });
});

it('calls complete only what has no gap', () => {
  expect(toCompleteness([])).toEqual({ complete: true });
  expect(toCompleteness(toGaps([denied('a:B')], {}))).toMatchObject({ complete: false, gaps: [{ operation: 'a:B' }] });
});
