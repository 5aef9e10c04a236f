import { expect, it } from 'vitest';
import { CallAllowance } from './call-allowance';

const at = (ms: number) => new Date(Date.UTC(2026, 10, 21) + ms);

it('allows what AWS publishes, each account and region by itself', () => {
  const allowance = new CallAllowance();
  const take = (ms: number, region = 'us-east-1') =>
    allowance.take({ service: 'ec2', operation: 'DescribeVpcs' }, '1', region, at(ms));
  for (let call = 0; call < 100; call += 1) expect(take(0)).toBe(true);
  expect(take(0)).toBe(false);
  expect(take(0, 'eu-west-1')).toBe(true);
  expect(take(50)).toBe(true);
  expect(take(50)).toBe(false);
});

it('refuses nothing of services that have no published number', () => {
  const allowance = new CallAllowance();
  const asked = { service: 'sts', operation: 'GetCallerIdentity' };
  for (let call = 0; call < 1_000; call += 1) expect(allowance.take(asked, '1', 'us-east-1', at(0))).toBe(true);
});

it('counts operations by themselves where each has its own number', () => {
  const allowance = new CallAllowance();
  const take = (operation: string) => allowance.take({ service: 'monitoring', operation }, '1', 'us-east-1', at(0));
  for (let call = 0; call < 25; call += 1) expect(take('ListMetrics')).toBe(true);
  expect(take('ListMetrics')).toBe(false);
  expect(take('GetMetricData')).toBe(true);
});
