import { expect, it } from 'vitest';
import { toMissingPermissionPolicy } from './missing-permission-policy';

it('grants each missing permission once and nothing more', () => {
  const policy = toMissingPermissionPolicy('aws', ['fsx:DescribeFileSystems', 'ec2:DescribeVpcs', 'ec2:DescribeVpcs']);
  expect(JSON.parse(policy ?? '')).toMatchObject({
    Statement: [{ Effect: 'Allow', Action: ['ec2:DescribeVpcs', 'fsx:DescribeFileSystems'] }],
  });
});

it('offers no policy when nothing is missing', () => {
  expect(toMissingPermissionPolicy('aws', [])).toBeNull();
});
