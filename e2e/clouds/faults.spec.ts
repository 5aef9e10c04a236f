import { type ConnectionRun, connectionSchema } from '@/lib/api/contracts/connections';
import { inventoryPageSchema } from '@/lib/api/contracts/inventory';
import { overviewSchema } from '@/lib/api/contracts/overview';
import type { FaultRuleInput } from '@/sandbox/faults/fault';
import type { Api } from '../setup/api';
import { expect, test } from '../setup/journey';
import { readSandboxCredentials } from '../setup/sandbox-credentials';

// Longer than a read of the cloud may take.
test.describe.configure({ timeout: 180_000 });

const regions = ['us-east-1', 'eu-central-1'];
const inFrankfurt = (operation: string) => ({ region: 'eu-central-1', operation });

/** A sentence that names the operation and the region it failed in. */
const tells = (operation: string) => new RegExp(`(?=.*eu-central-1).*${operation}`);

/** Each way the clouds can fail, where it strikes, and how the console has to tell it. */
const faults: { name: string; rule: FaultRuleInput; told: RegExp; fault: ConnectionRun['gaps'][number]['fault'] }[] = [
  {
    name: 'a permission missing in one region',
    rule: { fault: { kind: 'missing-permission' }, where: inFrankfurt('DescribeVolumes') },
    told: tells('ec2:DescribeVolumes'),
    fault: 'permission-missing',
  },
  {
    name: 'credentials that have expired',
    rule: { fault: { kind: 'expired-credentials' } },
    told: /expired/,
    fault: 'credentials-rejected',
  },
  {
    name: 'an account that is throttled',
    rule: { fault: { kind: 'throttle' }, where: inFrankfurt('DescribeSubnets') },
    told: tells('ec2:DescribeSubnets'),
    fault: 'rate-limited',
  },
  {
    name: 'garbage instead of an answer',
    rule: { fault: { kind: 'garbage' }, where: inFrankfurt('DescribeVpcs') },
    told: tells('ec2:DescribeVpcs'),
    fault: 'response-unexpected',
  },
  {
    name: 'pages cut off half way',
    rule: { fault: { kind: 'truncated-page' }, where: inFrankfurt('DescribeVolumes') },
    told: tells('ec2:DescribeVolumes'),
    fault: 'response-unexpected',
  },
  {
    name: 'pages whose token leads back to themselves',
    rule: { fault: { kind: 'token-loop' }, where: inFrankfurt('DescribeVolumes') },
    told: tells('ec2:DescribeVolumes'),
    fault: 'response-unexpected',
  },
];

/** A connection of its own, to one account and two regions: small enough to be read again and again. */
let id: string;
/** How many resources it has while all is well. */
let sound: number;

async function countPresent(api: Api): Promise<number> {
  return (await api.get(`/inventory?connection=${id}`, inventoryPageSchema)).total.value;
}

test.describe
  .serial('when the clouds fail', () => {
    test('a sound read is whole and fresh', async ({ api }) => {
      const { endpoint, caCertificate, externalId, roleArns, accessKeyId, secretAccessKey } =
        await readSandboxCredentials();
      const settings = { endpoint, caCertificate, externalId, roleArns: roleArns.slice(0, 1), regions };
      const made = await api.send('POST', '/connections', {
        provider: 'aws',
        name: 'Frankfurt and Virginia',
        settings,
        secret: { accessKeyId, secretAccessKey },
      });
      id = connectionSchema.parse(await made.json()).id;
      const run = await api.readNow(id);
      expect(run).toMatchObject({ outcome: 'complete', gaps: [] });
      sound = await countPresent(api);
      expect(sound).toBeGreaterThan(100);
    });

    for (const { name, rule, told, fault } of faults)
      test(`${name}: said in a sentence with its remedy, and nothing is lost`, async ({ page, api, sandbox }) => {
        await sandbox.setFaults('aws', rule);
        const run = await api.readNow(id);
        expect(run.gaps.map((gap) => gap.fault)).toContain(fault);
        expect(run.gaps.every(({ remedy }) => remedy !== undefined)).toBe(true);
        expect([undefined, 0], 'nothing may go by an incomplete read').toContain(run.counts?.gone);
        expect(await countPresent(api)).toBe(sound);

        const connection = await api.get(`/connections/${id}`, connectionSchema);
        expect(connection.status).toBe(run.outcome === 'failed' ? 'critical' : 'warning');
        expect(connection.statusSentence).toMatch(told);
        await page.goto(`/connections/${id}`);
        await expect(
          page.getByRole('region', { name: 'At a glance' }).getByText(connection.statusSentence),
        ).toBeVisible();
        await expect(page.getByRole('region', { name: 'Gaps of the last read' })).toBeVisible();

        const overview = await api.get('/overview', overviewSchema);
        expect(overview.totals.resources.atLeast).toBe(true);
        expect(overview.attention.some(({ href }) => href.includes(id))).toBe(true);
        await page.goto('/overview');
        await expect(page.getByText('Frankfurt and Virginia').first()).toBeVisible();
        await expect(page.getByText('at least').first()).toBeVisible();
      });

    test('lists that come back empty empty nothing until a second read agrees', async ({ api, sandbox }) => {
      await sandbox.setFaults('aws', { fault: { kind: 'empty-success' }, where: { operation: 'DescribeVolumes' } });
      const run = await api.readNow(id);
      expect(run.counts?.held).toBeGreaterThan(0);
      expect(await countPresent(api)).toBe(sound);
    });

    test('once the clouds work again, the next read is whole', async ({ page, api }) => {
      const run = await api.readNow(id);
      expect(run).toMatchObject({ outcome: 'complete', gaps: [] });
      expect(run.counts).toMatchObject({ gone: 0, held: 0 });
      expect(await countPresent(api)).toBe(sound);
      await page.goto(`/connections/${id}`);
      await expect(page.getByRole('region', { name: 'At a glance' }).getByText('Everything was read.')).toBeVisible();

      expect((await api.send('DELETE', `/connections/${id}`)).ok()).toBe(true);
    });
  });
