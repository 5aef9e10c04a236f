import { describe, expect, it } from 'vitest';
import { awsConnectionForm } from '../connection-form';
import { probes } from '../connection-test/probes';
import { awsOperationNames } from './operations';
import { readActions } from './policies';

describe('the policy', () => {
  it('allows reading and nothing else', () => {
    for (const action of readActions) expect(action).toMatch(/^[a-z0-9]+:(Describe|List|Get)[A-Za-z]+$/);
    expect(readActions.filter((action) => action.includes('*'))).toEqual([]);
    expect(readActions).toContain('s3:ListAllMyBuckets');
    expect(readActions).not.toContain('s3:GetObject');
    expect(readActions).not.toContain('lambda:GetFunction');
  });

  it('is what the form shows', () => {
    const [policy] = awsConnectionForm.instructions;
    expect(JSON.parse(policy?.code?.text ?? '')).toMatchObject({
      Statement: [{ Effect: 'Allow', Action: readActions }],
    });
  });

  it('is tried by the connection test action by action', () => {
    const outside = ['iam:ListAccountAliases', 'sts:AssumeRole', 'sts:GetCallerIdentity'];
    expect([...Object.keys(probes), ...outside].sort()).toEqual([...awsOperationNames].sort());
  });
});
