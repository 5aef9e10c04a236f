import { describe, expect, it } from 'vitest';
import type { InventoryItem } from '@/lib/domain/resource';
import { typeGroups } from '../resource-groups';
import { type ResourceRow, toResourceRow } from '../resource-row';
import { toCircuitConnectionLink } from './circuit-connection-link';
import { toGatewayEnd } from './gateway-ends';
import { toPeeringPlace, withPeeringPlaces } from './peering-places';
import { type GatewayEnd, withGateways } from './vpn-connection-links';

const group = '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/RG/providers/Microsoft.Network';
const native = (path: string) => `${group}/${path}`.toLowerCase();
const nowhere = { resource: null, address: null, asn: null, place: null };

/** A row as Resource Graph writes it. */
function rowOf(type: string, name: string, properties: object): ResourceRow {
  const row = toResourceRow({
    id: `${group}/${type}/${name}`,
    name,
    type: `microsoft.network/${type.toLowerCase()}`,
    location: 'westeurope',
    properties: { provisioningState: 'Succeeded', ...properties },
  });
  return row ?? expect.fail('No row.');
}

function itemsOf(type: string, name: string, properties: object): InventoryItem[] {
  const row = rowOf(type, name, properties);
  return typeGroups.flatMap(({ types }) => types[row.type]?.(row) ?? []);
}
const linksOf = (...told: Parameters<typeof itemsOf>) => itemsOf(...told)[0]?.links ?? expect.fail('No links.');

describe('the links of a VPN connection', () => {
  const connection = {
    connectionType: 'IPsec',
    connectionStatus: 'Connected',
    enableBgp: true,
    virtualNetworkGateway1: { id: `${group}/virtualNetworkGateways/Vgw` },
    localNetworkGateway2: { id: `${group}/localNetworkGateways/Lgw-Hall4` },
  };
  const rows = [
    rowOf('virtualNetworkGateways', 'Vgw', {
      bgpSettings: {
        asn: 65515,
        bgpPeeringAddress: '10.65.0.30',
        bgpPeeringAddresses: [{ tunnelIpAddresses: ['198.51.100.9'] }],
      },
    }),
    rowOf('localNetworkGateways', 'Lgw-Hall4', {
      gatewayIpAddress: '203.0.113.17',
      bgpSettings: { asn: 64512, bgpPeeringAddress: '169.254.21.1' },
    }),
  ];
  const gatewaysOf = (told: readonly ResourceRow[]) =>
    new Map(
      told.flatMap((row): [string, GatewayEnd][] => {
        const end = toGatewayEnd(row);
        return end === null ? [] : [[row.id, end]];
      }),
    );
  const linksWith = (changes: object = {}, gateways = gatewaysOf(rows)) =>
    withGateways(itemsOf('connections', 'cn-hall4', { ...connection, ...changes }), gateways)[0]?.links ??
    expect.fail('No links.');

  it('are it, between what both gateways say of themselves, measured by the near one', () => {
    const meter = native('virtualNetworkGateways/Vgw');
    expect(linksWith()).toEqual([
      {
        key: '',
        form: 'vpn-connection',
        name: 'cn-hall4',
        partOf: null,
        near: { resource: meter, address: '198.51.100.9', asn: 65515, place: null },
        far: {
          resource: native('localNetworkGateways/Lgw-Hall4'),
          address: '203.0.113.17',
          asn: 64512,
          place: 'Lgw-Hall4',
        },
        state: 'up',
        nativeState: 'Connected',
        stateSince: null,
        stateReason: null,
        capacityBitsPerSecond: null,
        mtuBytes: null,
        encryption: 'IPsec',
        sessions: [
          { peerAddress: '169.254.21.1', localAsn: 65515, peerAsn: 64512, state: 'unknown', acceptedPrefixes: null },
        ],
        carriers: [],
        leastCarriers: null,
        redundancyGroup: null,
        sharedIds: [],
        meters: [
          { resource: meter, attributes: { connection: 'cn-hall4' } },
          { resource: meter, attributes: { 'bgp.peer': '169.254.21.1' } },
        ],
      },
    ]);
  });

  it('know of gateways that were not read no more than which they are', () => {
    const [link] = linksWith({}, new Map());
    expect(link).toMatchObject({
      near: { ...nowhere, resource: native('virtualNetworkGateways/Vgw') },
      far: { address: null, asn: null, place: 'Lgw-Hall4' },
      sessions: [{ peerAddress: null, localAsn: null, peerAsn: null }],
    });
    expect(link?.meters).toHaveLength(1);
    const bare = { virtualNetworkGateway1: undefined, localNetworkGateway2: null };
    expect(linksWith(bare)).toMatchObject([{ near: nowhere, far: nowhere, meters: [] }]);
  });

  it('begin at no address that is known where the gateway has several, or none is told', () => {
    const several = {
      bgpSettings: { asn: 0, bgpPeeringAddresses: [{ tunnelIpAddresses: ['1.1.1.1', '1.1.1.2'] }, {}] },
    };
    const nearOf = (properties: object) =>
      linksWith({}, gatewaysOf([rowOf('virtualNetworkGateways', 'Vgw', properties)]))[0]?.near;
    expect(nearOf(several)).toMatchObject({ address: null, asn: null });
    expect(nearOf({})).toMatchObject({ address: null, asn: null });
    expect(toGatewayEnd(rowOf('virtualNetworks', 'v', {}))).toBeNull();
  });

  it('are encrypted as they say, by a policy of their own', () => {
    const encryption = (properties: object) => linksWith(properties)[0]?.encryption;
    const policy = { ipsecEncryption: 'GCMAES256', ikeEncryption: 'AES256' };
    expect(encryption({ connectionProtocol: 'IKEv2' })).toBe('IPsec, IKEv2');
    expect(encryption({ connectionProtocol: 'IKEv2', ipsecPolicies: [policy] })).toBe('IPsec, IKEv2, GCMAES256');
    expect(encryption({ ipsecPolicies: [policy, policy] })).toBe('IPsec');
    expect(encryption({ connectionType: 'Other', connectionProtocol: 'IKEv2' })).toBeNull();
  });

  it('to a circuit ride on its private peering and share what it may carry', () => {
    const properties = {
      connectionType: 'ExpressRoute',
      connectionStatus: 'NotConnected',
      virtualNetworkGateway1: { id: `${group}/virtualNetworkGateways/Er` },
      peer: { id: `${group}/expressRouteCircuits/Line` },
    };
    const row = rowOf('connections', 'cn-line', properties);
    expect(toCircuitConnectionLink(row, 'active')).toMatchObject({
      form: 'transit-attachment',
      name: 'cn-line',
      state: 'down',
      nativeState: 'NotConnected',
      near: { ...nowhere, resource: native('virtualNetworkGateways/Er') },
      capacityBitsPerSecond: null,
      sessions: [],
      carriers: [`${native('expressRouteCircuits/Line')}/peerings/azureprivatepeering`],
      meters: [{ resource: row.id, attributes: {} }],
    });
    expect(toCircuitConnectionLink(rowOf('connections', 'cn-line', {}), 'active')).toMatchObject({
      state: 'unknown',
      near: nowhere,
      carriers: null,
    });
  });

  it.each([
    ['Connected', 'Succeeded', 'up'],
    ['Connecting', 'Succeeded', 'down'],
    ['NotConnected', 'Succeeded', 'down'],
    ['Unknown', 'Succeeded', 'unknown'],
    ['Dozing', 'Succeeded', 'unknown'],
    [undefined, 'Succeeded', 'unknown'],
    ['Connected', 'Failed', 'up'],
    ['NotConnected', 'Creating', 'provisioning'],
    ['Connected', 'Deleting', 'disabled'],
  ])('that say %s and %s are %s', (connectionStatus, provisioningState, state) => {
    expect(linksWith({ connectionStatus, provisioningState })).toMatchObject([
      { state, nativeState: connectionStatus ?? null },
    ]);
  });

  it('have no session without BGP, and one that is down with it', () => {
    expect(linksWith({ enableBgp: false })).toMatchObject([{ sessions: [], meters: [{}] }]);
    expect(linksWith({ enableBgp: undefined })).toMatchObject([{ sessions: null }]);
    expect(linksWith({ connectionStatus: 'NotConnected' })).toMatchObject([{ sessions: [{ state: 'down' }] }]);
  });

  it('lead to another network’s gateway too, and over a line that is not told between private addresses', () => {
    const other = { id: `${group}/virtualNetworkGateways/Vgw-2` };
    const changes = { connectionType: 'Vnet2Vnet', localNetworkGateway2: undefined, virtualNetworkGateway2: other };
    const far = { resource: native('virtualNetworkGateways/Vgw-2'), place: 'Vgw-2' };
    expect(linksWith(changes)).toMatchObject([{ far, encryption: 'IPsec' }]);
    expect(linksWith({ useLocalAzureIpAddress: true, connectionType: 'Odd' })).toMatchObject([
      { carriers: null, encryption: null },
    ]);
  });

  it('are its tunnels too, where Azure tells of them', () => {
    const tunnelConnectionStatus = [
      { tunnel: 'first', connectionStatus: 'Connected' },
      { tunnel: 'second', connectionStatus: 'NotConnected' },
      {},
    ];
    expect(linksWith({ tunnelConnectionStatus }).slice(1)).toMatchObject([
      { key: 'first', form: 'vpn-tunnel', partOf: '', state: 'up', redundancyGroup: native('connections/cn-hall4') },
      { key: 'second', state: 'down', meters: [] },
    ]);
  });
});

describe('the peerings of a virtual network', () => {
  const peering = (name: string | undefined, properties: object) => ({ name, properties });
  const remoteVirtualNetwork = { id: `${group}/virtualNetworks/Other` };

  it('lead to the other network, and stand as their own end says', () => {
    const virtualNetworkPeerings = [
      peering('to-other', { peeringState: 'Connected', remoteVirtualNetwork, provisioningState: 'Succeeded' }),
      peering('waiting', { peeringState: 'Initiated' }),
      peering('lost', { peeringState: 'Disconnected' }),
      peering('odd', { peeringState: 'Pondering' }),
      peering('going', { peeringState: 'Connected', provisioningState: 'Deleting' }),
      peering(undefined, {}),
      'peering',
    ];
    const links = linksOf('virtualNetworks', 'vnet', { virtualNetworkPeerings });
    expect(links[0]).toMatchObject({
      key: 'to-other',
      form: 'network-peering',
      near: { ...nowhere, resource: native('virtualNetworks/vnet') },
      far: { ...nowhere, resource: native('virtualNetworks/Other') },
      nativeState: 'Connected',
      meters: [],
    });
    const states = links.map(({ state }) => state);
    expect(states).toEqual(['up', 'provisioning', 'down', 'unknown', 'disabled']);
  });

  it('are none where there is none', () => {
    expect(linksOf('virtualNetworks', 'vnet', {})).toEqual([]);
  });
});

describe('the links of an ExpressRoute circuit', () => {
  const properties = {
    circuitProvisioningState: 'Enabled',
    serviceProviderProvisioningState: 'Provisioned',
    serviceKey: 'A1B2C3D4-0000-4000-8000-000000000001',
    serviceProviderProperties: { bandwidthInMbps: 500, peeringLocation: 'Amsterdam', serviceProviderName: 'Equinix' },
  };

  it('are a circuit to its peering location, which only its metrics know to carry', () => {
    expect(linksOf('expressRouteCircuits', 'er', properties)).toMatchObject([
      {
        key: '',
        form: 'circuit',
        name: 'er',
        near: nowhere,
        far: { ...nowhere, place: 'Amsterdam' },
        state: 'unknown',
        nativeState: 'Provisioned',
        capacityBitsPerSecond: 5e8,
        sessions: [],
        carriers: null,
        sharedIds: ['a1b2c3d4-0000-4000-8000-000000000001'],
        meters: [{ resource: native('expressRouteCircuits/er'), attributes: {} }],
      },
    ]);
  });

  it('ride on a port of one’s own', () => {
    const direct = { expressRoutePort: { id: `${group}/expressRoutePorts/Erd` }, bandwidthInGbps: 40 };
    const told = { ...properties, ...direct, serviceProviderProperties: null, serviceKey: undefined };
    expect(linksOf('expressRouteCircuits', 'er', told)).toMatchObject([
      {
        carriers: [native('expressRoutePorts/Erd')],
        capacityBitsPerSecond: 4e10,
        far: { place: null },
        sharedIds: [],
      },
    ]);
  });

  it('end where their port does, and so do their peerings, where they do not say themselves', () => {
    const port = rowOf('expressRoutePorts', 'Erd', { peeringLocation: 'Equinix-Ashburn-DC2' });
    const places = new Map([[port.id, toPeeringPlace(port) ?? '']]);
    const placesOf = (told: object) =>
      withPeeringPlaces(itemsOf('expressRouteCircuits', 'er', { peerings: [{ name: 'p' }], ...told }), places)
        .flatMap(({ links }) => links ?? [])
        .map(({ far }) => far.place);
    const expressRoutePort = { id: `${group}/expressRoutePorts/Erd` };
    const direct = Array.from({ length: 4 }, () => 'Equinix-Ashburn-DC2');
    expect(placesOf({ expressRoutePort })).toEqual(direct);
    expect(placesOf(properties)).toEqual(direct.map(() => 'Amsterdam'));
    expect(placesOf({})).toEqual(direct.map(() => null));
    expect(toPeeringPlace(rowOf('expressRoutePorts', 'Erd', {}))).toBeNull();
  });

  it.each([
    [{ circuitProvisioningState: 'Disabled' }, 'disabled'],
    [{ serviceProviderProvisioningState: 'NotProvisioned' }, 'provisioning'],
    [{ serviceProviderProvisioningState: 'Deprovisioning' }, 'disabled'],
    [{ provisioningState: 'Failed' }, 'unknown'],
    [{ serviceProviderProperties: { bandwidthInMbps: 0 } }, 'unknown'],
  ])('that say %j are %s', (changes, state) => {
    expect(linksOf('expressRouteCircuits', 'er', { ...properties, ...changes })).toMatchObject([{ state }]);
  });

  const peering = {
    name: 'AzurePrivatePeering',
    properties: {
      peeringType: 'AzurePrivatePeering',
      state: 'Enabled',
      provisioningState: 'Succeeded',
      azureASN: 12076,
      peerASN: 65100,
      primaryPeerAddressPrefix: '192.168.15.16/30',
      secondaryPeerAddressPrefix: '192.168.15.20/30',
    },
  };
  const peeringLinks = (changes: object = {}) =>
    itemsOf('expressRouteCircuits', 'er', {
      peerings: [{ ...peering, properties: { ...peering.properties, ...changes } }],
    })[1]?.links ?? expect.fail('No links.');

  it('are its peerings, each with two paths that stand in for each other and are measured apart', () => {
    const circuit = native('expressRouteCircuits/er');
    const session = { localAsn: 12076, peerAsn: 65100, state: 'unknown', acceptedPrefixes: null };
    const primary = { ...session, peerAddress: '192.168.15.17' };
    const secondary = { ...session, peerAddress: '192.168.15.21' };
    const group = `${circuit}/peerings/azureprivatepeering`;
    expect(peeringLinks()).toMatchObject([
      {
        key: '',
        form: 'virtual-interface',
        name: 'er AzurePrivatePeering',
        near: { ...nowhere, asn: 12076 },
        far: { ...nowhere, asn: 65100 },
        state: 'unknown',
        nativeState: 'Enabled',
        carriers: [circuit],
        sessions: [primary, secondary],
        redundancyGroup: null,
        meters: [{ resource: circuit, attributes: { peering: 'private' } }],
      },
      {
        key: 'primary',
        partOf: '',
        sessions: [primary],
        redundancyGroup: group,
        meters: [{ resource: circuit, attributes: { peering: 'private', path: 'primary' } }],
      },
      {
        key: 'secondary',
        partOf: '',
        sessions: [secondary],
        redundancyGroup: group,
        meters: [{ resource: circuit, attributes: { peering: 'private', path: 'secondary' } }],
      },
    ]);
  });

  it('say nothing of sessions that are not told, and leave out a path that was not set up', () => {
    const none = { primaryPeerAddressPrefix: undefined, secondaryPeerAddressPrefix: '' };
    expect(peeringLinks(none)).toMatchObject([{ sessions: null }, { key: 'primary', sessions: null }, {}]);
    expect(peeringLinks({ secondaryPeerAddressPrefix: undefined }).map(({ key }) => key)).toEqual(['', 'primary']);
    const ipv6PeeringConfig = { primaryPeerAddressPrefix: '2001:db8::/126' };
    expect(peeringLinks({ ...none, ipv6PeeringConfig })).toMatchObject([
      { sessions: [{ peerAddress: null }] },
      { key: 'primary' },
    ]);
    for (const primaryPeerAddressPrefix of ['10.0.0.0/29', '10.0.0.300/30', 'x'])
      expect(peeringLinks({ primaryPeerAddressPrefix })[1]?.sessions).toMatchObject([{ peerAddress: null }]);
    expect(peeringLinks({ state: 'Disabled' })).toMatchObject([{ state: 'disabled' }, { state: 'disabled' }, {}]);
    expect(peeringLinks({ azureASN: -1, peerASN: 'x' })[0]).toMatchObject({ near: nowhere, far: nowhere });
  });
});

describe('the links of an ExpressRoute port', () => {
  const link = (name: string, adminState: string | undefined, macSecConfig?: object) => ({
    name,
    properties: { adminState, macSecConfig },
  });
  const keys = { cknSecretIdentifier: 'https://vault/ckn', cakSecretIdentifier: 'https://vault/cak' };
  const portLinks = (links: unknown[] | undefined, more: object = {}) =>
    linksOf('expressRoutePorts', 'erd', {
      bandwidthInGbps: 100,
      peeringLocation: 'Equinix-Ashburn-DC2',
      mtu: '1500',
      links,
      ...more,
    });

  it('are the pair and each of its links, which stand in for each other', () => {
    const port = native('expressRoutePorts/erd');
    const far = { ...nowhere, place: 'Equinix-Ashburn-DC2' };
    const links = portLinks([link('link1', 'Enabled', keys), link('link2', 'Disabled', keys)]);
    expect(links).toMatchObject([
      {
        key: '',
        form: 'circuit-port',
        far,
        state: 'unknown',
        capacityBitsPerSecond: 2e11,
        mtuBytes: 1500,
        encryption: 'MACsec',
        carriers: [],
        meters: [{ resource: port, attributes: {} }],
      },
      {
        key: 'link1',
        name: 'erd link1',
        partOf: '',
        state: 'unknown',
        nativeState: 'Enabled',
        capacityBitsPerSecond: 1e11,
        redundancyGroup: port,
        meters: [{ resource: port, attributes: { link: 'link1' } }],
      },
      { key: 'link2', state: 'disabled', nativeState: 'Disabled' },
    ]);
  });

  it('are switched off together', () => {
    const states = portLinks([link('link1', 'Disabled'), link('link2', 'Disabled')]).map(({ state }) => state);
    expect(states).toEqual(['disabled', 'disabled', 'disabled']);
  });

  it('are encrypted by keys that were given to them', () => {
    const encryptionsOf = (...configs: (object | undefined)[]) =>
      portLinks(configs.map((config, index) => link(`link${index}`, 'Enabled', config))).map((each) => each.encryption);
    expect(encryptionsOf({ cipher: 'GcmAes128' }, {})).toEqual(['none', 'none', 'none']);
    expect(encryptionsOf(keys, {})).toEqual([null, 'MACsec', 'none']);
    expect(encryptionsOf(undefined)).toEqual([null, null]);
  });

  it('know nothing that is not told', () => {
    expect(portLinks(undefined, { mtu: 'large', peeringLocation: 7 })).toMatchObject([
      { capacityBitsPerSecond: null, mtuBytes: null, encryption: null, far: nowhere },
    ]);
    expect(portLinks([{}], { bandwidthInGbps: 0 })).toMatchObject([{ capacityBitsPerSecond: null }]);
    expect(portLinks([link('link1', undefined)])).toMatchObject([{}, { state: 'unknown', nativeState: null }]);
  });
});
