import type { VpnConnection } from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import type { VpnEnds } from './vpn-ends';
import { toVpnLinks } from './vpn-links';

const place = { account: '111122223333', region: 'eu-west-1', partition: 'aws' };
const arn = (resource: string, account = place.account) => `arn:aws:ec2:eu-west-1:${account}:${resource}`;
const named = { nativeId: arn('vpn-connection/vpn-1'), name: 'hall-4' };
const changed = new Date('2026-11-22T02:55:10Z');

/** As the API answers for a connection of a transit gateway that another account owns. */
const connection: VpnConnection = {
  VpnConnectionId: 'vpn-1',
  State: 'available',
  Type: 'ipsec.1',
  CustomerGatewayId: 'cgw-1',
  TransitGatewayId: 'tgw-1',
  Options: {
    StaticRoutesOnly: false,
    OutsideIpAddressType: 'PublicIpv4',
    TunnelBandwidth: 'standard',
    TunnelOptions: [
      { OutsideIpAddress: '203.0.113.17', TunnelInsideCidr: '169.254.44.240/30' },
      { OutsideIpAddress: '203.0.113.81', TunnelInsideCidr: '169.254.45.240/30' },
    ],
  },
  VgwTelemetry: [
    { OutsideIpAddress: '203.0.113.17', Status: 'UP', AcceptedRouteCount: 12, StatusMessage: '12 BGP ROUTES' },
    {
      OutsideIpAddress: '203.0.113.81',
      Status: 'DOWN',
      AcceptedRouteCount: 0,
      StatusMessage: 'IPSEC IS UP',
      LastStatusChange: changed,
    },
  ],
};
const ends: VpnEnds = {
  customerGateways: new Map([
    ['cgw-1', { IpAddress: '198.51.100.9', BgpAsn: '65010', Tags: [{ Key: 'Name', Value: 'Hall 4' }] }],
  ]),
  transitOwners: new Map([['vpn-1', '444455556666']]),
  isRead: (account) => account === '444455556666',
};
const unknownEnds: VpnEnds = { customerGateways: new Map(), transitOwners: new Map(), isRead: () => false };

const linksOf = (changes: Partial<VpnConnection> = {}, known = ends) =>
  toVpnLinks(place, { ...connection, ...changes }, known, named);
const statesOf = (changes: Partial<VpnConnection>) => linksOf(changes).map(({ state }) => state);
const withStatuses = (...words: (string | undefined)[]) =>
  JSON.parse(
    JSON.stringify(words.map((Status, index) => ({ Status, OutsideIpAddress: `203.0.113.${index ? 81 : 17}` }))),
  );

describe('the links of a VPN connection', () => {
  it('are itself and its tunnels, with both ends and what each tunnel says', () => {
    const near = { resource: arn('transit-gateway/tgw-1', '444455556666'), address: null, asn: null, place: null };
    const far = { resource: arn('customer-gateway/cgw-1'), address: '198.51.100.9', asn: 65010, place: 'Hall 4' };
    const session = { peerAddress: null, localAsn: null, peerAsn: 65010 };
    expect(linksOf()).toEqual([
      {
        key: '',
        form: 'vpn-connection',
        name: 'hall-4',
        partOf: null,
        near,
        far: { ...far, address: null },
        state: 'degraded',
        nativeState: 'available',
        stateSince: null,
        stateReason: null,
        capacityBitsPerSecond: null,
        mtuBytes: null,
        encryption: 'IPsec',
        sessions: null,
        carriers: [],
        leastCarriers: null,
        redundancyGroup: null,
        sharedIds: [],
        meters: [{ resource: named.nativeId, attributes: {} }],
      },
      {
        key: '203.0.113.17',
        form: 'vpn-tunnel',
        name: 'hall-4 203.0.113.17',
        partOf: '',
        near: { ...near, address: '203.0.113.17' },
        far,
        state: 'up',
        nativeState: 'UP',
        stateSince: null,
        stateReason: '12 BGP ROUTES',
        capacityBitsPerSecond: 1_250_000_000,
        mtuBytes: null,
        encryption: 'IPsec',
        sessions: [{ ...session, state: 'up', acceptedPrefixes: 12 }],
        carriers: [],
        leastCarriers: null,
        redundancyGroup: named.nativeId,
        sharedIds: [],
        meters: [{ resource: named.nativeId, attributes: { 'tunnel.address': '203.0.113.17' } }],
      },
      expect.objectContaining({
        key: '203.0.113.81',
        state: 'down',
        nativeState: 'DOWN',
        stateSince: changed,
        stateReason: 'IPSEC IS UP',
        sessions: [{ ...session, state: 'down', acceptedPrefixes: 0 }],
        redundancyGroup: named.nativeId,
        meters: [{ resource: named.nativeId, attributes: { 'tunnel.address': '203.0.113.81' } }],
      }),
    ]);
  });

  it('are encrypted by what a tunnel may use, where that is one', () => {
    const [, tunnel] = toVpnLinks(
      place,
      {
        VpnConnectionId: 'vpn-1',
        State: 'available',
        Type: 'ipsec.1',
        Options: {
          TunnelOptions: [
            {
              OutsideIpAddress: '203.0.113.17',
              IkeVersions: [{ Value: 'ikev2' }],
              Phase2EncryptionAlgorithms: [{ Value: 'AES256-GCM-16' }],
            },
          ],
        },
      },
      unknownEnds,
      named,
    );
    expect(tunnel?.encryption).toBe('IPsec, IKEv2, AES256-GCM-16');
  });

  it.each([
    [
      ['UP', 'UP'],
      ['up', 'up', 'up'],
    ],
    [
      ['DOWN', 'DOWN'],
      ['down', 'down', 'down'],
    ],
    [
      ['UP', undefined],
      ['unknown', 'up', 'unknown'],
    ],
    [
      ['DOWN', 'NAPPING'],
      ['unknown', 'down', 'unknown'],
    ],
  ])('with tunnels that say %j stand as %j', (words, states) => {
    expect(statesOf({ VgwTelemetry: withStatuses(...words) })).toEqual(states);
  });

  it('do not stand as their tunnels say before AWS has made it, or while it takes it down', () => {
    expect(statesOf({ State: 'pending' })).toEqual(['provisioning', 'provisioning', 'provisioning']);
    expect(statesOf({ State: 'deleting' })).toEqual(['disabled', 'disabled', 'disabled']);
    expect(statesOf({ State: undefined })[0]).toBe('unknown');
  });

  it('say nothing of ends that could not be read, but which customer gateway it is', () => {
    const [whole, tunnel] = linksOf({}, unknownEnds);
    const untold = { resource: null, address: null, asn: null, place: null };
    expect(whole).toMatchObject({ near: untold, far: { ...untold, resource: arn('customer-gateway/cgw-1') } });
    expect(tunnel?.sessions).toMatchObject([{ peerAsn: null }]);
    expect(linksOf({ CustomerGatewayId: undefined })[0]?.far).toEqual(untold);
  });

  it('end at a gateway of the account’s own, or at a core network', () => {
    const own = { TransitGatewayId: undefined, VpnGatewayId: 'vgw-1' };
    expect(linksOf(own, unknownEnds)[0]?.near.resource).toBe(arn('vpn-gateway/vgw-1'));
    const core = { TransitGatewayId: undefined, CoreNetworkArn: 'arn:aws:networkmanager::1:core-network/c' };
    expect(linksOf(core)[0]?.near.resource).toBe(core.CoreNetworkArn);
  });

  it('ride on the attachment that carries their private addresses, under who lists that', () => {
    const Options = {
      ...connection.Options,
      OutsideIpAddressType: 'PrivateIpv4',
      TransportTransitGatewayAttachmentId: 'tgw-attach-9',
    };
    const carriersOf = (options: VpnConnection['Options'], known = ends) => linksOf({ Options: options }, known)[0];
    const carrier = 'transit-gateway-attachment/tgw-attach-9';
    expect(carriersOf(Options)?.carriers).toEqual([arn(carrier, '444455556666')]);
    expect(carriersOf(Options, { ...ends, isRead: () => false })?.carriers).toEqual([arn(carrier)]);
    expect(carriersOf(Options, unknownEnds)?.carriers).toBeNull();
    expect(carriersOf({ OutsideIpAddressType: 'PrivateIpv4' })?.carriers).toBeNull();
    expect(carriersOf({ OutsideIpAddressType: 'Carrier' })?.carriers).toBeNull();
    expect(carriersOf({})?.carriers).toEqual([]);
    expect(carriersOf(undefined)?.carriers).toBeNull();
  });

  it('exchange no routes where they are static, and nobody knows where it is not told', () => {
    const sessionsOf = (StaticRoutesOnly: boolean | undefined) =>
      linksOf({ Options: { ...connection.Options, StaticRoutesOnly } })[1]?.sessions;
    expect(sessionsOf(true)).toEqual([]);
    expect(sessionsOf(undefined)).toBeNull();
  });

  it('have no capacity by a word that we do not know', () => {
    for (const [word, capacity] of [
      ['large', 5e9],
      ['huge', null],
      [undefined, null],
    ] as const) {
      const Options = JSON.parse(JSON.stringify({ ...connection.Options, TunnelBandwidth: word }));
      expect(linksOf({ Options })[1]?.capacityBitsPerSecond).toBe(capacity);
    }
  });

  it('leave out tunnels without an address, and take one that is told twice once', () => {
    const VgwTelemetry = [
      { Status: 'UP' as const },
      { OutsideIpAddress: '0.0.0.0' },
      { OutsideIpAddress: '203.0.113.81' },
    ];
    expect(linksOf({ VgwTelemetry }).map(({ key }) => key)).toEqual(['', '203.0.113.17', '203.0.113.81']);
    expect(linksOf({ Options: undefined, VgwTelemetry: undefined })).toMatchObject([{ key: '', state: 'unknown' }]);
  });

  it('take no time and no number that is none', () => {
    const customerGateways = (gateway: object) => ({ ...ends, customerGateways: new Map([['cgw-1', gateway]]) });
    const asnOf = (gateway: object) => linksOf({}, customerGateways(gateway))[0]?.far.asn;
    expect(asnOf({ BgpAsn: '65000', BgpAsnExtended: '4200000001' })).toBe(4_200_000_001);
    expect(linksOf({}, customerGateways({ DeviceName: 'edge-1' }))[0]?.far.place).toBe('edge-1');
    for (const BgpAsn of ['0', '4294967296', 'AS65000', '', undefined]) expect(asnOf({ BgpAsn })).toBeNull();
    const VgwTelemetry = [{ OutsideIpAddress: '203.0.113.17', LastStatusChange: new Date(0), StatusMessage: '' }];
    expect(linksOf({ VgwTelemetry })[1]).toMatchObject({
      stateSince: null,
      stateReason: null,
      sessions: [{ acceptedPrefixes: null }],
    });
  });
});
