import { DescribeReservedInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeSavingsPlansCommand, SavingsplansClient } from '@aws-sdk/client-savingsplans';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningSandbox, startSandbox } from '../start-sandbox';
import { promisedTo } from '../world/bills/promised';
import { clientSettings } from './client-settings';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'test', faces: [] });
  sandbox.clock.hold(new Date('2026-11-21T12:00:00Z'));
});
afterAll(() => sandbox.stop());
const settings = (region: string) => clientSettings(sandbox.aws, region);

test('reserved instances are told with their term, where they were reserved', async () => {
  const [reserved] = promisedTo('test', 'aws');
  const id = reserved?.id.split('/').at(-1) ?? '';
  const ask = (region: string, values: string[]) =>
    new EC2Client(settings(region)).send(
      new DescribeReservedInstancesCommand({ Filters: [{ Name: 'reserved-instances-id', Values: values }] }),
    );
  expect((await ask('us-east-1', [id])).ReservedInstances).toMatchObject([
    { ReservedInstancesId: id, State: 'active', Start: reserved?.startsAt, Duration: 94_608_000, Scope: 'Region' },
  ]);
  expect((await ask('eu-west-1', [id])).ReservedInstances).toEqual([]);
  expect((await ask('us-east-1', ['none'])).ReservedInstances).toEqual([]);
});

test('savings plans are told with their term, by ARN', async () => {
  const plan = promisedTo('test', 'aws')[1];
  const client = new SavingsplansClient(settings('us-east-1'));
  const ask = (arn: string) => client.send(new DescribeSavingsPlansCommand({ savingsPlanArns: [arn] }));
  expect((await ask(plan?.id ?? '')).savingsPlans).toMatchObject([
    { savingsPlanArn: plan?.id, state: 'active', end: plan?.endsAt.toISOString(), currency: 'USD' },
  ]);
  expect((await ask('arn:aws:savingsplans::1:savingsplan/none')).savingsPlans).toEqual([]);
});
