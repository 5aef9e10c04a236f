import { describe, expect, it } from 'vitest';
import { bareLink } from '@/lib/domain/link/link-facts';
import type { InventoryItem } from '@/lib/domain/resource';
import { addSessions, type LinkSessions, withSessions } from './router-sessions';

const api = 'https://www.googleapis.com/compute/v1/projects/net/regions/us-east4';
const asset = '//compute.googleapis.com/projects/net/regions/us-east4';
const router = {
  id: '7281',
  name: 'router',
  bgp: { asn: 64_514 },
  interfaces: [
    { name: 'if-1', linkedVpnTunnel: `${api}/vpnTunnels/one` },
    { name: 'if-2', linkedInterconnectAttachment: `${api}/interconnectAttachments/line` },
    { name: 'if-3', subnetwork: `${api}/subnetworks/appliance` },
  ],
  bgpPeers: [
    { name: 'peer-1', interfaceName: 'if-1', peerIpAddress: '169.254.1.2', peerAsn: 64_512, enable: 'TRUE' },
    { name: 'peer-2', interfaceName: 'if-2', peerAsn: 65_001, enable: 'FALSE' },
    { name: 'peer-3', interfaceName: 'if-3', peerAsn: 65_002 },
    { name: 'peer-4', interfaceName: 'of-nothing', peerAsn: 65_002 },
  ],
};

const item = (kind: InventoryItem['kind'], path: string): InventoryItem => ({
  kind,
  nativeId: `${asset}/${path}`,
  nativeType: 'x',
  name: path,
  account: 'net',
  region: 'us-east4',
  zone: null,
  status: 'active',
  nativeStatus: null,
  size: null,
  accelerators: [],
  tags: {},
  createdAt: null,
  links: [bareLink({ form: 'vpn-tunnel', name: path, state: 'up', nativeState: null })],
  detailed: true,
  raw: '{}',
});

function read(items: InventoryItem[], isWhole: boolean, ...documents: unknown[]) {
  const sessions: LinkSessions = new Map();
  for (const document of documents) addSessions(sessions, document, `${asset}/routers/router`);
  return withSessions(items, sessions, isWhole).map(({ links }) => links?.[0]);
}

describe('sessions of a router', () => {
  it('are of the tunnel or attachment that their interface is on, and measured by the router’s id', () => {
    const items = [item('vpn-tunnel', 'vpnTunnels/one'), item('virtual-interface', 'interconnectAttachments/line')];
    const [tunnel, line] = read(items, true, router);
    expect(tunnel).toMatchObject({
      near: { asn: 64_514 },
      far: { asn: 64_512 },
      sessions: [
        { peerAddress: '169.254.1.2', localAsn: 64_514, peerAsn: 64_512, state: 'unknown', acceptedPrefixes: null },
      ],
      meters: [{ resource: `${asset}/routers/7281`, attributes: { 'bgp.peer': 'peer-1' } }],
    });
    expect(line?.sessions).toMatchObject([{ peerAddress: null, state: 'disabled' }]);
  });

  it('are none of a link that no router names, and not told where a router may not have been listed', () => {
    const items = [item('vpn-tunnel', 'vpnTunnels/two')];
    expect(read(items, true, router)[0]?.sessions).toEqual([]);
    expect(read(items, false, router)[0]?.sessions).toBeNull();
    expect(read([item('vpn-tunnel', 'vpnTunnels/one')], false, router)[0]?.sessions).toHaveLength(1);
  });

  it('are known without what measures them, and a router that is none is refused', () => {
    const { id: _, ...nameless } = router;
    expect(read([item('vpn-tunnel', 'vpnTunnels/one')], true, nameless)[0]).toMatchObject({ meters: [] });
    expect(() => addSessions(new Map(), { bgpPeers: 'none' }, 'x')).toThrow();
    expect(() => addSessions(new Map(), undefined, 'x')).toThrow();
  });
});
