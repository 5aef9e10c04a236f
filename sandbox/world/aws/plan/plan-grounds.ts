import { drawsOf } from '../../draws';
import { tagsFor } from '../../tags';
import { type Account, accounts, findRegion, footprints, regions } from '../geography';
import { beforeEpoch, type Ground, type PlanContext } from './plan';

/** Lays out the networks: one per account and region of the footprint, and the default ones nobody removed. */
export function planGrounds(context: PlanContext): void {
  let octet = 10;
  for (const account of Object.values(accounts)) {
    for (const region of footprints[account.name]) context.grounds.push(planGround(context, account, region, octet++));
  }
  for (const { name, optIn } of regions) {
    if (optIn === 'enabled-by-default') planDefaultNetwork(context, accounts.research, name);
  }
}

function planGround(context: PlanContext, account: Account, region: string, octet: number): Ground {
  const { seed, standing } = context;
  const draws = drawsOf(seed, 'ground', account.name, region);
  const createdAt = beforeEpoch(draws.integer(420, 700));
  const network = `vpc-0${draws.hex(16)}`;
  const encryptionKey = `${draws.hex(8)}-${draws.hex(4)}-4${draws.hex(3)}-a${draws.hex(3)}-${draws.hex(12)}`;
  const name = `${account.name}-${region}`;
  const tags = (key: string, title: string, extra?: Record<string, string>) =>
    tagsFor({ seed, key: `${name}/${key}`, name: title, team: 'ml-platform', region, extra });
  standing.add('network', {
    kind: 'network',
    account: account.id,
    region,
    name,
    tags: tags('vpc', name),
    createdAt,
    id: network,
    cidr: `10.${octet}.0.0/16`,
    isDefault: false,
  });
  const zones = zonesOf(region);
  const subnets = (tier: 'private' | 'public' | 'storage', firstBlock: number) =>
    mapZones(zones, (zone, index) => {
      const id = `subnet-0${drawsOf(seed, 'subnet', name, tier, zone).hex(16)}`;
      const title = `${name}-${tier}-${zone.slice(-1)}`;
      standing.add('subnet', {
        kind: 'subnet',
        account: account.id,
        region,
        name: title,
        tags: tags(`${tier}/${zone}`, title, { tier }),
        createdAt,
        id,
        network,
        zone,
        cidr: `10.${octet}.${(firstBlock + index) * 16}.0/20`,
        publicAddresses: tier === 'public',
      });
      return id;
    });
  const privateSubnets = subnets('private', 0);
  const publicSubnets = subnets('public', 4);
  subnets('storage', 8);
  standing.add('encryption-key', {
    kind: 'encryption-key',
    account: account.id,
    region,
    name: `alias/${account.name}/storage`,
    tags: tagsFor({ seed, key: `${name}/key`, name: null, team: 'site-reliability', region }),
    createdAt,
    id: encryptionKey,
    alias: `alias/${account.name}/storage`,
    description: `Volumes, file systems and cluster secrets of ${account.name} in ${region}`,
    state: 'Enabled',
    deletionAt: null,
    keyManager: 'CUSTOMER',
  });
  return {
    account,
    region,
    zones,
    network,
    octet,
    privateSubnets,
    publicSubnets,
    securityGroup: `sg-0${draws.hex(16)}`,
    encryptionKey: `arn:aws:kms:${region}:${account.id}:key/${encryptionKey}`,
    transitGateway: `tgw-0${drawsOf(seed, 'transit-gateway', region).hex(16)}`,
    transitRouteTable: `tgw-rtb-0${drawsOf(seed, 'transit-route-table', region).hex(16)}`,
  };
}

function planDefaultNetwork({ seed, standing }: PlanContext, account: Account, region: string): void {
  const draws = drawsOf(seed, 'default-network', account.name, region);
  const createdAt = beforeEpoch(900);
  const network = `vpc-0${draws.hex(16)}`;
  const placed = { account: account.id, region, name: null, tags: {}, createdAt };
  standing.add('network', { ...placed, kind: 'network', id: network, cidr: '172.31.0.0/16', isDefault: true });
  mapZones(zonesOf(region), (zone, index) =>
    standing.add('subnet', {
      ...placed,
      kind: 'subnet',
      id: `subnet-0${draws.hex(16)}`,
      network,
      zone,
      cidr: `172.31.${index * 16}.0/20`,
      publicAddresses: true,
    }),
  );
}

function zonesOf(name: string): [string, ...string[]] {
  const region = findRegion(name);
  if (!region) throw new Error(`The world has no region ${name}.`);
  return mapZones(region.zones, (letter) => `${name}${letter}`);
}

function mapZones<T>(zones: readonly [string, ...string[]], map: (zone: string, index: number) => T): [T, ...T[]] {
  const [first, ...rest] = zones;
  return [map(first, 0), ...rest.map((zone, index) => map(zone, index + 1))];
}
