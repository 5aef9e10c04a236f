import { expect, it } from 'vitest';
import type { GoogleClient } from '../connect/google-client';
import { vpnTunnels } from './kinds/vpn-tunnels';
import { listAssets } from './list-assets';

const region = '//compute.googleapis.com/projects/net/regions';
const tunnel = (where: string) => ({
  name: `${region}/${where}/vpnTunnels/one`,
  assetType: 'compute.googleapis.com/VpnTunnel',
  resource: { location: where, data: { name: 'one', status: 'ESTABLISHED' } },
});
const router = (data: object) => ({
  name: `${region}/us-east4/routers/core`,
  assetType: 'compute.googleapis.com/Router',
  resource: { location: 'us-east4', data },
});

async function list(...assets: object[]) {
  const client: GoogleClient = {
    token: async () => 'token',
    fetchGuarded: fetch,
    call: async (_, schema) => schema.parse({ assets }),
  };
  const { items, troubles } = await listAssets(client, 'net', [vpnTunnels], async () => undefined);
  return {
    sessions: items.map(({ links }) => links?.[0]?.sessions),
    faultsOf: (where: string) => troubles.faultsOf(`${where} vpn-tunnel`).map(({ code }) => code),
  };
}

it('tells of a router that could not be read, where it is, and not that its links have no sessions', async () => {
  const { sessions, faultsOf } = await list(tunnel('us-east4'), tunnel('us-west1'), router({ bgpPeers: 'none' }));
  expect(sessions).toEqual([null, null]);
  expect([faultsOf('us-east4'), faultsOf('us-west1')]).toEqual([['DocumentUnreadable'], []]);
  const read = await list(tunnel('us-east4'), router({ bgpPeers: [] }));
  expect([read.sessions, read.faultsOf('us-east4')]).toEqual([[[]], []]);
});
