import type { InstanceStatus } from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import type { AwsPlace } from '../connect/region-context';
import { toComputeInstance } from './compute-instances';

const place: AwsPlace = { account: '111122223333', region: 'eu-west-1', partition: 'aws' };
const stateOf = (name: 'running' | 'stopped', checks: InstanceStatus | null) =>
  toComputeInstance(place, { InstanceId: 'i-1', State: { Name: name } }, [], checks)?.status;

describe('the checks of a running instance', () => {
  it('that pass, are still starting or could not be read leave it active', () => {
    expect(stateOf('running', { InstanceStatus: { Status: 'ok' }, SystemStatus: { Status: 'ok' } })).toBe('active');
    expect(stateOf('running', { InstanceStatus: { Status: 'initializing' } })).toBe('active');
    expect(stateOf('running', null)).toBe('active');
  });

  it.each(['InstanceStatus', 'SystemStatus', 'AttachedEbsStatus'] as const)(
    'degrade it when %s is impaired',
    (check) => {
      expect(stateOf('running', { [check]: { Status: 'impaired' } })).toBe('degraded');
    },
  );

  it('degrade it when its hardware is to be retired, until that is over', () => {
    const retirement = {
      Code: 'instance-retirement' as const,
      Description: 'The instance is running on degraded hardware',
    };
    expect(stateOf('running', { Events: [retirement] })).toBe('degraded');
    expect(
      stateOf('running', { Events: [{ ...retirement, Description: `[Completed] ${retirement.Description}` }] }),
    ).toBe('active');
    expect(stateOf('running', { Events: [{ Code: 'system-maintenance' }] })).toBe('active');
  });

  it('are shown in its document', () => {
    const checks: InstanceStatus = { SystemStatus: { Status: 'impaired' } };
    const item = toComputeInstance(place, { InstanceId: 'i-1' }, [], checks);
    expect(JSON.parse(item?.raw ?? '')).toMatchObject({ Checks: checks });
  });

  it('say nothing of one that is stopped', () => {
    expect(stateOf('stopped', { InstanceStatus: { Status: 'impaired' } })).toBe('stopped');
  });
});
