import { describe, expect, it } from 'vitest';
import { interconnectAttachments, interconnects } from './interconnects';
import { vpnTunnels } from './vpn-tunnels';

const api = 'https://www.googleapis.com/compute/v1/projects/net';
const asset = '//compute.googleapis.com/projects/net';
const linkOf = (facts: { links?: readonly object[] | null }) => facts.links?.[0];

describe('links of Google Cloud', () => {
  it('tells of a tunnel its gateway, its peer’s address and what stands in for it', () => {
    const name = `${asset}/regions/us-east4/vpnTunnels/one`;
    const tunnel = {
      name: 'one',
      status: 'NO_INCOMING_PACKETS',
      detailedStatus: 'No incoming packets from peer',
      peerIp: '203.0.113.10',
      vpnGateway: `${api}/regions/us-east4/vpnGateways/ha`,
      peerExternalGateway: `${api}/global/externalVpnGateways/aws`,
    };
    expect(linkOf(vpnTunnels.read(tunnel, name))).toMatchObject({
      form: 'vpn-tunnel',
      state: 'down',
      nativeState: 'NO_INCOMING_PACKETS',
      stateReason: 'No incoming packets from peer',
      near: { resource: `${asset}/regions/us-east4/vpnGateways/ha`, address: null },
      far: { address: '203.0.113.10', place: 'aws' },
      redundancyGroup: `${asset}/regions/us-east4/vpnGateways/ha ${asset}/global/externalVpnGateways/aws`,
      capacityBitsPerSecond: null,
      meters: [{ resource: name, attributes: {} }],
    });
  });

  it('adds up the lines of a circuit, and does not guess a rate it does not know', () => {
    const circuit = {
      operationalStatus: 'OS_ACTIVE',
      linkType: 'LINK_TYPE_ETHERNET_100G_LR',
      provisionedLinkCount: 2,
      location: `${api}/global/interconnectLocations/fra-zone1-58`,
      circuitInfos: [{ googleCircuitId: 'LOOP-1' }, {}],
    };
    expect(linkOf(interconnects.read(circuit, `${asset}/global/interconnects/a`))).toMatchObject({
      name: 'a',
      // That it was turned up says nothing of whether it carries.
      state: 'unknown',
      nativeState: 'OS_ACTIVE',
      far: { place: 'fra-zone1-58' },
      capacityBitsPerSecond: 200e9,
      encryption: null,
      sharedIds: ['LOOP-1'],
    });
    const odd = { ...circuit, linkType: 'LINK_TYPE_ETHERNET_800G', operationalStatus: 'OS_NEW', adminEnabled: false };
    expect(linkOf(interconnects.read(odd, `${asset}/global/interconnects/a`))).toMatchObject({
      state: 'disabled',
      nativeState: 'OS_NEW',
      capacityBitsPerSecond: null,
    });
  });

  it.each([
    ['BPS_50M', 50e6],
    ['BPS_10G', 10e9],
    ['BPS_1T', 1e12],
    ['10G', null],
    [undefined, null],
  ])('reads the bandwidth %s of an attachment', (bandwidth, bits) => {
    const name = `${asset}/regions/europe-west3/interconnectAttachments/a`;
    const attachment = { operationalStatus: 'OS_ACTIVE', bandwidth, interconnect: `${api}/global/interconnects/a` };
    expect(linkOf(interconnectAttachments.read(attachment, name))).toMatchObject({
      state: 'up',
      capacityBitsPerSecond: bits,
      carriers: [`${asset}/global/interconnects/a`],
    });
  });

  it('knows nothing of what an attachment rides on that a partner runs', () => {
    const partner = { state: 'PENDING_CUSTOMER', partnerMetadata: { partnerName: 'Zayo' } };
    const name = `${asset}/regions/europe-west3/interconnectAttachments/p`;
    expect(linkOf(interconnectAttachments.read(partner, name))).toMatchObject({
      state: 'provisioning',
      carriers: null,
      far: { place: 'Zayo' },
    });
  });
});
