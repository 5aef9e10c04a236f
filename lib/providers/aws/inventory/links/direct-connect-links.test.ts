import type { Connection, Lag, VirtualInterface } from '@aws-sdk/client-direct-connect';
import { describe, expect, it } from 'vitest';
import { toAggregationGroup, toPrivateCircuit } from '../private-circuits';
import { toVirtualInterface } from '../virtual-interfaces';
import { toBitsPerSecond } from './circuit-link';

const place = { account: '111122223333', region: 'eu-west-1', partition: 'aws' };
const arn = (resource: string) => `arn:aws:directconnect:eu-west-1:111122223333:${resource}`;
const nowhere = { resource: null, address: null, asn: null, place: null };
const spoken = (words: object) => JSON.parse(JSON.stringify(words));

const linkOf = (connection: Connection) =>
  toPrivateCircuit(place, { connectionId: 'dxcon-1', ...connection })?.links?.[0] ?? expect.fail('No link.');

describe('the link of a Direct Connect connection', () => {
  it('is a circuit to a meeting room, one of a group, measured by itself', () => {
    const link = linkOf({
      connectionName: 'paris-1',
      connectionState: 'available',
      location: 'EqPA3',
      bandwidth: '100Gbps',
      lagId: 'dxlag-1',
      jumboFrameCapable: true,
      macSecCapable: true,
      encryptionMode: 'must_encrypt',
      portEncryptionStatus: 'Encryption Up',
      providerName: 'Equinix',
    });
    expect(link).toEqual({
      key: '',
      form: 'circuit',
      name: 'paris-1',
      partOf: null,
      near: nowhere,
      far: { ...nowhere, place: 'EqPA3' },
      state: 'up',
      nativeState: 'available',
      stateSince: null,
      stateReason: null,
      capacityBitsPerSecond: 100e9,
      mtuBytes: 9001,
      encryption: 'MACsec',
      sessions: [],
      carriers: [],
      leastCarriers: null,
      redundancyGroup: arn('dxlag/dxlag-1'),
      sharedIds: ['dxcon-1'],
      meters: [{ resource: arn('dxcon/dxcon-1'), attributes: {} }],
    });
  });

  it('knows nothing that is not told', () => {
    expect(linkOf({})).toMatchObject({
      name: 'dxcon-1',
      far: nowhere,
      state: 'unknown',
      nativeState: null,
      capacityBitsPerSecond: null,
      mtuBytes: null,
      encryption: null,
      redundancyGroup: null,
    });
  });

  it('that a partner hosts rides on what is not told', () => {
    expect(linkOf({ partnerName: 'Megaport', vlan: 101 })).toMatchObject({
      far: { place: 'Megaport' },
      carriers: null,
    });
    expect(linkOf({ partnerName: 'Megaport' }).carriers).toEqual([]);
  });

  it.each([
    ['available', 'up'],
    ['down', 'down'],
    ['ordering', 'provisioning'],
    ['pending', 'provisioning'],
    ['rejected', 'disabled'],
    ['deleting', 'disabled'],
    ['unknown', 'unknown'],
    ['dozing', 'unknown'],
  ])('that is %s is %s', (connectionState, state) => {
    expect(linkOf(spoken({ connectionState }))).toMatchObject({ state, nativeState: connectionState });
  });

  it.each([
    [{ portEncryptionStatus: 'Encryption Down', encryptionMode: 'should_encrypt' }, 'none'],
    [{ encryptionMode: 'no_encrypt' }, 'none'],
    [{ encryptionMode: 'must_encrypt' }, null],
    [{ macSecCapable: false }, 'none'],
    [{ macSecCapable: true }, null],
    [{ macSecCapable: false, partnerInterconnectMacSecCapable: true }, null],
    [{ portEncryptionStatus: 'Encryption Sideways' }, null],
  ])('that says %j is encrypted by %s', (told, encryption) => {
    expect(linkOf(told).encryption).toBe(encryption);
  });

  it('has a bandwidth in bits a second', () => {
    const told = ['50Mbps', '1Gbps', '400Gbps', '2 Gbps', '1.5Gbps', '1Tbps'];
    expect(told.map(toBitsPerSecond)).toEqual([5e7, 1e9, 4e11, 2e9, 1.5e9, 1e12]);
    for (const none of ['', '0Mbps', '10', '10GBps/s', 'fast', undefined]) expect(toBitsPerSecond(none)).toBeNull();
  });
});

describe('the link of an aggregation group', () => {
  const lag = {
    lagId: 'dxlag-1',
    lagName: 'paris',
    lagState: 'available' as const,
    location: 'EqPA3',
    connectionsBandwidth: '10Gbps',
    numberOfConnections: 3,
    minimumLinks: 2,
    jumboFrameCapable: true,
    connections: [
      { connectionId: 'dxcon-1', connectionState: 'available' as const, encryptionMode: 'no_encrypt' },
      { connectionId: 'dxcon-2', connectionState: 'available' as const, encryptionMode: 'no_encrypt' },
    ],
  };
  const groupOf = (told: Lag) => toAggregationGroup(place, told) ?? expect.fail('No group.');

  it('rides on its connections, is as wide as all of them, and needs its least', () => {
    expect(groupOf(lag)).toMatchObject({
      kind: 'private-circuit',
      nativeId: arn('dxlag/dxlag-1'),
      nativeType: 'AWS::DirectConnect::Lag',
      name: 'paris',
      size: '3 × 10Gbps',
      status: 'active',
      links: [
        {
          form: 'circuit',
          far: { ...nowhere, place: 'EqPA3' },
          state: 'up',
          capacityBitsPerSecond: 30e9,
          mtuBytes: 9001,
          encryption: 'none',
          carriers: [arn('dxcon/dxcon-1'), arn('dxcon/dxcon-2')],
          leastCarriers: 2,
          sharedIds: ['dxlag-1'],
          meters: [{ resource: arn('dxlag/dxlag-1'), attributes: {} }],
        },
      ],
    });
  });

  it('carries in part when it lost a connection, and is down when AWS says so', () => {
    const [first, second] = lag.connections;
    const lost = { ...lag, connections: [first, { ...second, connectionState: 'down' as const }] };
    expect(groupOf(lost as Lag).links?.[0]?.state).toBe('degraded');
    expect(groupOf({ ...lag, lagState: 'down' }).links?.[0]?.state).toBe('down');
    expect(groupOf({ ...lag, lagState: 'pending' }).links?.[0]?.state).toBe('provisioning');
  });

  it('says nothing that is not told', () => {
    expect(groupOf({ lagId: 'dxlag-1' })).toMatchObject({
      name: 'dxlag-1',
      size: null,
      links: [{ state: 'unknown', capacityBitsPerSecond: null, carriers: null, leastCarriers: null, encryption: null }],
    });
    expect(toAggregationGroup(place, {})).toBeNull();
  });
});

describe('the link of a virtual interface', () => {
  const circuits = new Map([
    ['dxcon-1', [arn('dxcon/dxcon-1')]],
    ['dxlag-1', [arn('dxlag/dxlag-1')]],
  ]);
  const interfaceOf = (told: VirtualInterface) =>
    toVirtualInterface(place, { virtualInterfaceId: 'dxvif-1', ...told }, circuits)?.links?.[0] ??
    expect.fail('No link.');

  it('rides on its connection, with a session for each peer', () => {
    const link = interfaceOf({
      virtualInterfaceName: 'prod',
      virtualInterfaceState: 'available',
      virtualInterfaceType: 'transit',
      connectionId: 'dxcon-1',
      location: 'EqPA3',
      vlan: 101,
      mtu: 8500,
      asn: 65010,
      amazonSideAsn: 64512,
      amazonAddress: '169.254.96.1/29',
      customerAddress: '169.254.96.6/29',
      directConnectGatewayId: '5f294f92-bafb-4011-916d-9b0bexample',
      bgpPeers: [
        {
          asn: 65010,
          addressFamily: 'ipv4',
          customerAddress: '169.254.96.6/29',
          bgpPeerState: 'available',
          bgpStatus: 'up',
        },
        { asnLong: 4_200_000_001, addressFamily: 'ipv6', customerAddress: '2001:db8::2/125', bgpStatus: 'down' },
        { bgpPeerState: 'verifying', bgpStatus: 'down' },
        { bgpPeerState: 'deleted', bgpStatus: 'down' },
      ],
    });
    const session = { localAsn: 64512, acceptedPrefixes: null };
    expect(link).toMatchObject({
      form: 'virtual-interface',
      name: 'prod',
      near: { ...nowhere, resource: '5f294f92-bafb-4011-916d-9b0bexample', asn: 64512 },
      far: { ...nowhere, asn: 65010, place: 'EqPA3' },
      state: 'degraded',
      nativeState: 'available',
      capacityBitsPerSecond: null,
      mtuBytes: 8500,
      encryption: null,
      sessions: [
        { ...session, peerAddress: '169.254.96.6', peerAsn: 65010, state: 'up' },
        { ...session, peerAddress: '2001:db8::2', peerAsn: 4_200_000_001, state: 'down' },
        { ...session, peerAddress: null, peerAsn: null, state: 'provisioning' },
      ],
      carriers: [arn('dxcon/dxcon-1')],
      meters: [{ resource: arn('dxvif/dxvif-1'), attributes: {} }],
    });
  });

  it('rides on the whole of a group, and on none that is known where the account is not shown it', () => {
    expect(interfaceOf({ connectionId: 'dxlag-1' }).carriers).toEqual(circuits.get('dxlag-1'));
    expect(interfaceOf({ connectionId: 'dxcon-of-another' }).carriers).toBeNull();
    expect(interfaceOf({}).carriers).toBeNull();
  });

  it('ends at the virtual private gateway of its owner', () => {
    const ownerAccount = '444455556666';
    const gateway = 'arn:aws:ec2:eu-west-1:444455556666:vpn-gateway/vgw-1';
    expect(interfaceOf({ virtualGatewayId: 'vgw-1', directConnectGatewayId: '', ownerAccount }).near.resource).toBe(
      gateway,
    );
    expect(interfaceOf({}).near.resource).toBeNull();
  });

  it('knows nothing that is not told', () => {
    expect(interfaceOf({ mtu: 0 })).toMatchObject({ state: 'unknown', mtuBytes: null, sessions: null, far: nowhere });
  });

  it.each([
    ['available', ['up'], 'up'],
    ['available', ['down', 'down'], 'down'],
    ['available', ['up', 'unknown'], 'up'],
    ['available', [], 'up'],
    ['down', ['down'], 'down'],
    ['confirming', [], 'provisioning'],
    ['testing', ['down'], 'disabled'],
    ['rejected', [], 'disabled'],
    ['unknown', ['up'], 'unknown'],
    ['snoozing', [], 'unknown'],
  ])('that is %s with peers that are %j is %s', (virtualInterfaceState, peers, state) => {
    const told = { virtualInterfaceState, bgpPeers: peers.map((bgpStatus) => ({ bgpStatus })) };
    expect(interfaceOf(spoken(told)).state).toBe(state);
  });
});
