import { afterEach, describe, expect, it } from 'vitest';
import { openSession } from '../../../contract/session/open-session';
import { openRegion } from '../../connect/region-context';
import { awsProvider } from '../../provider';
import type { KindReader } from '../kind-reader';
import { readScope } from '../read-scope';
import { transitAttachments } from '../transit-attachments';
import { virtualInterfaces } from '../virtual-interfaces';
import { vpnConnections } from '../vpn-connections';

const account = '111122223333';
const other = '444455556666';
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** By the name of the call. `denied`: the identity may not make it. */
type Answers = Record<string, object | 'denied'>;

const denial = () =>
  Object.assign(new Error('words'), {
    name: 'UnauthorizedOperation',
    Code: 'UnauthorizedOperation',
    $fault: 'client',
    $metadata: { httpStatusCode: 403 },
  });

/** Reads one kind in a region of an AWS that gives these answers. */
async function read(reader: KindReader, answers: Answers) {
  const session = openSession(awsProvider, {
    settings: {},
    secret: { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' },
    egressAllow: [],
    signal: new AbortController().signal,
    now: () => new Date('2026-11-22T12:00:00Z'),
    limits: { ratePerSecond: 1_000_000, concurrency: 16, maxAttempts: 1 },
  });
  closing.push(() => session.transport.close());
  const here = { id: account, partition: 'aws', roleArn: null, credentials: undefined };
  const context = openRegion(session, here, 'eu-west-1', new Set([account, other]));
  const calls: string[] = [];
  const answer = (commandName: string) => {
    calls.push(commandName);
    const given = answers[commandName];
    if (given === undefined) throw new Error(`No answer to ${commandName}.`);
    if (given === 'denied') throw denial();
    return { output: { $metadata: {}, ...given }, response: undefined };
  };
  const options = { step: 'initialize', name: 'answers', priority: 'high' } as const;
  const { ec2, directConnect } = context.clients;
  ec2.middlewareStack.add(
    (_, { commandName = '' }) =>
      async () =>
        answer(commandName),
    options,
  );
  directConnect.middlewareStack.add(
    (_, { commandName = '' }) =>
      async () =>
        answer(commandName),
    options,
  );
  const scope = await readScope(context, reader);
  if (scope.type !== 'scope') return expect.fail('No scope was read.');
  const { completeness, items } = scope.result;
  return {
    links: items.flatMap(({ links }) => links ?? []),
    gaps: completeness.complete ? [] : completeness.gaps,
    listed: scope.listed,
    calls,
  };
}

describe('the ends of VPN connections', () => {
  const DescribeVpnConnectionsCommand = {
    VpnConnections: [
      {
        VgwTelemetry: [{ OutsideIpAddress: '203.0.113.17' }],
        VpnConnectionId: 'vpn-1',
        State: 'available',
        CustomerGatewayId: 'cgw-1',
        TransitGatewayId: 'tgw-1',
      },
    ],
  };
  const DescribeCustomerGatewaysCommand = {
    CustomerGateways: [{ CustomerGatewayId: 'cgw-1', IpAddress: '198.51.100.9', BgpAsn: '65010' }],
  };
  const DescribeTransitGatewayAttachmentsCommand = {
    TransitGatewayAttachments: [{ ResourceType: 'vpn', ResourceId: 'vpn-1', TransitGatewayOwnerId: other }],
  };

  it('come from their own listings', async () => {
    const { links, gaps } = await read(vpnConnections, {
      DescribeVpnConnectionsCommand,
      DescribeCustomerGatewaysCommand,
      DescribeTransitGatewayAttachmentsCommand,
    });
    expect(gaps).toEqual([]);
    const near = { resource: expect.stringContaining(other) };
    expect(links).toMatchObject([
      { key: '', near, far: { address: null, asn: 65010 } },
      { key: '203.0.113.17', near, far: { address: '198.51.100.9', asn: 65010 } },
    ]);
  });

  it('that may not be read are not told, which is a gap, while the connections are listed', async () => {
    const { links, gaps, listed } = await read(vpnConnections, {
      DescribeVpnConnectionsCommand,
      DescribeCustomerGatewaysCommand: 'denied',
      DescribeTransitGatewayAttachmentsCommand,
    });
    expect(listed).toBe(true);
    const far = { resource: expect.stringContaining('cgw-1'), address: null, asn: null };
    expect(links).toMatchObject([{ far }, { far }]);
    expect(gaps).toMatchObject([{ fault: 'permission-missing', operation: 'ec2:DescribeCustomerGateways' }]);
  });

  it('are not asked for where there is no connection', async () => {
    const { calls, gaps } = await read(vpnConnections, { DescribeVpnConnectionsCommand: { VpnConnections: [] } });
    expect({ calls, gaps }).toEqual({ calls: ['DescribeVpnConnectionsCommand'], gaps: [] });
  });
});

describe('what virtual interfaces ride on', () => {
  const DescribeVirtualInterfacesCommand = {
    virtualInterfaces: [{ virtualInterfaceId: 'dxvif-1', connectionId: 'dxlag-1', virtualInterfaceState: 'available' }],
  };

  it('goes by the account that lists it', async () => {
    const connections = [
      { connectionId: 'dxcon-1', lagId: 'dxlag-1', ownerAccount: other },
      { connectionId: 'dxcon-2', lagId: 'dxlag-1', ownerAccount: other },
      { connectionId: 'dxcon-3', lagId: 'dxlag-1', connectionState: 'deleted' },
    ];
    const { links, gaps } = await read(virtualInterfaces, {
      DescribeVirtualInterfacesCommand,
      DescribeConnectionsCommand: { connections },
    });
    expect(gaps).toEqual([]);
    expect(links[0]?.carriers).toEqual([`arn:aws:directconnect:eu-west-1:${other}:dxlag/dxlag-1`]);
  });

  it('is not told where connections may not be read, which is a gap', async () => {
    const answers: Answers = { DescribeVirtualInterfacesCommand, DescribeConnectionsCommand: 'denied' };
    const { links, gaps, listed } = await read(virtualInterfaces, answers);
    expect(listed).toBe(true);
    expect(links).toMatchObject([{ state: 'up', carriers: null }]);
    expect(gaps).toMatchObject([{ fault: 'permission-missing', operation: 'directconnect:DescribeConnections' }]);
  });
});

describe('the other ends of peerings', () => {
  const attachmentsOf = (ResourceType: string) => ({
    TransitGatewayAttachments: [
      { TransitGatewayAttachmentId: 'tgw-attach-1', TransitGatewayId: 'tgw-1', ResourceId: 'tgw-2', ResourceType },
    ],
  });

  it('come from the listing of peerings, which is asked for only where there is one', async () => {
    const AccepterTgwInfo = { TransitGatewayId: 'tgw-2', OwnerId: other, Region: 'us-east-1' };
    const RequesterTgwInfo = { TransitGatewayId: 'tgw-1', OwnerId: account, Region: 'eu-west-1' };
    const peering = { TransitGatewayAttachmentId: 'tgw-attach-1', AccepterTgwInfo, RequesterTgwInfo };
    const { links } = await read(transitAttachments, {
      DescribeTransitGatewayAttachmentsCommand: attachmentsOf('peering'),
      DescribeTransitGatewayPeeringAttachmentsCommand: { TransitGatewayPeeringAttachments: [peering] },
    });
    expect(links[0]?.far).toMatchObject({
      resource: `arn:aws:ec2:us-east-1:${other}:transit-gateway/tgw-2`,
      place: 'us-east-1',
    });
    const { gaps } = await read(transitAttachments, { DescribeTransitGatewayAttachmentsCommand: attachmentsOf('vpc') });
    expect(gaps).toEqual([]);
  });

  it('that may not be read are not told, which is a gap', async () => {
    const { links, gaps } = await read(transitAttachments, {
      DescribeTransitGatewayAttachmentsCommand: attachmentsOf('peering'),
      DescribeTransitGatewayPeeringAttachmentsCommand: 'denied',
    });
    expect(links[0]?.far.resource).toBeNull();
    expect(gaps).toMatchObject([
      { fault: 'permission-missing', operation: 'ec2:DescribeTransitGatewayPeeringAttachments' },
    ]);
  });
});
