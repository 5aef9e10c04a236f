import { expect, test } from 'vitest';
import { toCompleteTo, toUnsettledFrom } from './settling';

const delivered = (source: 'aws-focus' | 'azure-focus' | 'focus-file', at: string) => ({
  source,
  basis: 'billed' as const,
  billingMonth: '2026-10-01',
  deliveredAt: new Date(at),
});

test('the last three days before an AWS delivery may still grow, and none once the month is three days past', () => {
  expect(toUnsettledFrom(delivered('aws-focus', '2026-10-20T08:00:00Z'))).toBe('2026-10-17');
  expect(toUnsettledFrom(delivered('aws-focus', '2026-10-02T08:00:00Z'))).toBe('2026-10-01');
  expect(toUnsettledFrom(delivered('aws-focus', '2026-11-02T08:00:00Z'))).toBe('2026-10-30');
  expect(toUnsettledFrom(delivered('aws-focus', '2026-11-04T00:00:00Z'))).toBeNull();
});

test('all of a month of Azure may change until 72 hours after its end', () => {
  expect(toUnsettledFrom(delivered('azure-focus', '2026-11-03T23:59:59Z'))).toBe('2026-10-01');
  expect(toUnsettledFrom(delivered('azure-focus', '2026-11-04T00:00:00Z'))).toBeNull();
});

test('what a person imports stands, and an estimate never does', () => {
  expect(toUnsettledFrom(delivered('focus-file', '2026-10-20T08:00:00Z'))).toBeNull();
  const estimate = { ...delivered('aws-focus', '2027-01-01T00:00:00Z'), basis: 'provider-estimate' as const };
  expect(toUnsettledFrom(estimate)).toBe('2026-10-01');
});

test('a delivery tells no day whole that was not over', () => {
  expect(toCompleteTo(delivered('aws-focus', '2026-10-20T08:00:00Z'))).toBe('2026-10-19');
  expect(toCompleteTo(delivered('aws-focus', '2026-12-20T08:00:00Z'))).toBe('2026-10-31');
});
