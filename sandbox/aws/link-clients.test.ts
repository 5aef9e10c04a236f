import { CloudWatchClient, GetMetricDataCommand, paginateListMetrics } from '@aws-sdk/client-cloudwatch';
import {
  DescribeLagsCommand,
  DescribeVirtualInterfacesCommand,
  DirectConnectClient,
} from '@aws-sdk/client-direct-connect';
import {
  DescribeCustomerGatewaysCommand,
  DescribeVpnConnectionsCommand,
  EC2Client,
  paginateDescribeTransitGatewayPeeringAttachments,
} from '@aws-sdk/client-ec2';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningSandbox, startSandbox } from '../start-sandbox';
import { type AccountName, accounts } from '../world/aws/geography';
import { clientSettings } from './client-settings';

/** Two hours into the maintenance of an office's second router, which lasts from 09:20 to 11:50. */
const now = new Date('2026-11-21T11:20:00Z');
const minuteMs = 60_000;

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'test', faces: [] });
  sandbox.clock.hold(now);
});
afterAll(() => sandbox.stop());

async function settingsOf(account: AccountName, region: string) {
  const sts = new STSClient(clientSettings(sandbox.aws, 'us-east-1'));
  const { Credentials: issued } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: sandbox.aws.roleArns.find((arn) => arn.includes(accounts[account].id)),
      RoleSessionName: 'links',
      ExternalId: sandbox.aws.externalId,
    }),
  );
  return clientSettings(sandbox.aws, region, {
    accessKeyId: issued?.AccessKeyId ?? '',
    secretAccessKey: issued?.SecretAccessKey ?? '',
    sessionToken: issued?.SessionToken,
  });
}

test('connections name a far end that is listed, and the options of their tunnels', async () => {
  const ec2 = new EC2Client(await settingsOf('training', 'us-east-2'));
  const { VpnConnections: vpns = [] } = await ec2.send(new DescribeVpnConnectionsCommand({}));
  expect(vpns).toHaveLength(3);
  for (const { CustomerGatewayId: id = '', Options: options, VgwTelemetry: telemetry = [] } of vpns) {
    const { CustomerGateways: [far] = [] } = await ec2.send(
      new DescribeCustomerGatewaysCommand({ CustomerGatewayIds: [id] }),
    );
    expect(far).toMatchObject({
      State: 'available',
      Type: 'ipsec.1',
      IpAddress: expect.stringMatching(/^\d+(\.\d+){3}$/),
    });
    expect(options?.TunnelOptions?.map(({ OutsideIpAddress }) => OutsideIpAddress)).toEqual(
      telemetry.map(({ OutsideIpAddress }) => OutsideIpAddress),
    );
    expect(options?.TunnelOptions?.[0]?.IkeVersions).toEqual([{ Value: 'ikev2' }]);
  }
  const toGoogle = await ec2.send(
    new DescribeCustomerGatewaysCommand({ Filters: [{ Name: 'bgp-asn', Values: ['16550'] }] }),
  );
  expect(toGoogle.CustomerGateways).toHaveLength(2);
});

test('a peering of hubs is listed in both regions under one id', async () => {
  const idsIn = async (account: AccountName, region: string) => {
    const ids: [string | undefined, string | undefined, string | undefined][] = [];
    const client = new EC2Client(await settingsOf(account, region));
    for await (const page of paginateDescribeTransitGatewayPeeringAttachments({ client, pageSize: 5 }, {})) {
      for (const {
        TransitGatewayAttachmentId: id,
        RequesterTgwInfo: from,
        AccepterTgwInfo: to,
      } of page.TransitGatewayPeeringAttachments ?? [])
        ids.push([id, from?.Region, to?.Region]);
    }
    return ids;
  };
  const [virginia, frankfurt] = [await idsIn('training', 'us-east-1'), await idsIn('serving', 'eu-central-1')];
  expect([virginia.length, frankfurt.length]).toEqual([3, 3]);
  const shared = virginia.filter(([id]) => frankfurt.some(([other]) => other === id));
  expect(shared).toEqual([[expect.stringMatching(/^tgw-attach-/), 'us-east-1', 'eu-central-1']]);
});

test('a bundle has its lines, and interfaces ride on it', async () => {
  const client = new DirectConnectClient(await settingsOf('training', 'eu-north-1'));
  const { lags: [lag, ...more] = [] } = await client.send(new DescribeLagsCommand({}));
  expect(more).toEqual([]);
  expect(lag).toMatchObject({ numberOfConnections: 2, connectionsBandwidth: '10Gbps', lagState: 'available' });
  expect(lag?.connections?.map(({ lagId }) => lagId)).toEqual([lag?.lagId, lag?.lagId]);
  const { virtualInterfaces = [] } = await client.send(
    new DescribeVirtualInterfacesCommand({ connectionId: lag?.lagId }),
  );
  expect(virtualInterfaces.map(({ virtualInterfaceType }) => virtualInterfaceType).sort()).toEqual([
    'private',
    'transit',
  ]);
  await expect(client.send(new DescribeLagsCommand({ lagId: 'dxlag-none' }))).rejects.toMatchObject({
    name: 'DirectConnectClientException',
  });
});

test('CloudWatch tells of tunnels, lines and hubs in the vendor’s periods and units', async () => {
  const client = new CloudWatchClient(await settingsOf('serving', 'eu-west-1'));
  const listed = [];
  for await (const page of paginateListMetrics({ client }, { Namespace: 'AWS/VPN', MetricName: 'TunnelState' }))
    listed.push(...(page.Metrics ?? []));
  const { VpnConnections: vpns = [] } = await new EC2Client(await settingsOf('serving', 'eu-west-1')).send(
    new DescribeVpnConnectionsCommand({}),
  );
  // By connection, by tunnel, by both.
  expect(listed).toHaveLength(vpns.length * 5);
  const dublin = vpns.find(({ Tags = [] }) => Tags.some(({ Value }) => Value === 'dublin-office'));
  const ask = async (
    Namespace: string,
    MetricName: string,
    dimensions: Record<string, string>,
    Period: number,
    Unit?: 'None' | 'Bytes',
  ) => {
    const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
    const { MetricDataResults: [result] = [] } = await client.send(
      new GetMetricDataCommand({
        StartTime: new Date(now.getTime() - 150 * minuteMs),
        EndTime: now,
        ScanBy: 'TimestampAscending',
        MetricDataQueries: [
          { Id: 'one', MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period, Stat: 'Average', Unit } },
        ],
      }),
    );
    return result?.Values ?? [];
  };
  const id = { VpnId: dublin?.VpnConnectionId ?? '' };
  const state = await ask('AWS/VPN', 'TunnelState', id, 300);
  // From 08:50: both up for half an hour, then one; the newest stretch has not arrived.
  expect(state).toHaveLength(29);
  expect([state[5], state[6], state.at(-1)]).toEqual([1, 0.5, 0.5]);
  const [first, second] = dublin?.VgwTelemetry ?? [];
  const bytes = (address?: string) => ask('AWS/VPN', 'TunnelDataIn', { TunnelIpAddress: address ?? '' }, 300, 'Bytes');
  expect((await bytes(second?.OutsideIpAddress)).at(-1)).toBe(0);
  expect((await bytes(first?.OutsideIpAddress)).at(-1)).toBeGreaterThan(1e6);
  expect(await ask('AWS/VPN', 'TunnelState', id, 60)).toHaveLength(29);
  const transitGateway = dublin?.TransitGatewayId ?? '';
  const through = await ask('AWS/TransitGateway', 'BytesIn', { TransitGateway: transitGateway }, 60);
  expect(through.length).toBeGreaterThan(145);
  expect(Math.min(...through)).toBeGreaterThan(1e6);
});

test('CloudWatch tells of the light on each lane, and of sessions by family', async () => {
  const client = new CloudWatchClient(await settingsOf('training', 'us-east-1'));
  const listed = [];
  for await (const page of paginateListMetrics({ client }, { Namespace: 'AWS/DX' }))
    listed.push(...(page.Metrics ?? []));
  const lanes = listed.filter(({ MetricName }) => MetricName === 'ConnectionLightLevelRx');
  expect(lanes).toHaveLength(2 * 4);
  const [dimensions] = lanes.map(({ Dimensions }) => Dimensions);
  const { MetricDataResults: [light] = [] } = await client.send(
    new GetMetricDataCommand({
      StartTime: new Date(now.getTime() - 30 * minuteMs),
      EndTime: now,
      MetricDataQueries: [
        {
          Id: 'light',
          MetricStat: {
            Metric: { Namespace: 'AWS/DX', MetricName: 'ConnectionLightLevelRx', Dimensions: dimensions },
            Period: 300,
            Stat: 'Average',
          },
        },
      ],
    }),
  );
  expect(light?.Values).toHaveLength(5);
  for (const value of light?.Values ?? []) expect(Math.abs(value + 2.2)).toBeLessThan(1.5);
  const sessions = listed.filter(({ MetricName }) => MetricName === 'VirtualInterfaceBgpStatus');
  expect(sessions.some(({ Dimensions = [] }) => Dimensions.some(({ Value }) => Value === 'ipv4'))).toBe(true);
});
