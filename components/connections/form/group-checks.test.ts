import { expect, it } from 'vitest';
import { groupChecks } from './group-checks';

it('groups checks by account and region, failures first', () => {
  const groups = groupChecks([
    { title: 'Who am I', outcome: 'passed' },
    { title: 'List EC2', outcome: 'passed', account: '1', region: 'us-east-1' },
    { title: 'List EKS', outcome: 'passed', account: '1', region: 'eu-central-1' },
    { title: 'List FSx', outcome: 'failed', account: '1', region: 'eu-central-1' },
  ]);
  expect(groups.map((group) => group.title)).toEqual(['1 · eu-central-1', 'Whole connection', '1 · us-east-1']);
  expect(groups[0]?.checks.map((check) => check.title)).toEqual(['List FSx', 'List EKS']);
});
