import { type ProjectName, type RegionName, regionNames } from '../geography';
import { computeName } from '../native-names';
import type { Subnetwork } from '../records/network';
import { type PlanContext, place } from './plan';

/** Where a project's machines in a region stand: the network and subnetwork, by full name. */
export interface Ground {
  network: string;
  subnetwork: string;
  /** First two numbers of its addresses. */
  prefix: string;
}

const sharedNetwork = 'factory';

/** Networks and subnetworks: one shared by most, and some of projects' own. */
export function planGrounds(context: PlanContext): void {
  planNetwork(context, 'network', sharedNetwork, regionNames, 10);
  planNetwork(context, 'network', 'storage', regionNames, 60);
  for (let rail = 0; rail < 4; rail++) {
    planNetwork(context, 'training', `gpu-rail-${rail}`, ['us-central1', 'europe-west4'], 100 + rail * 10);
  }
  planNetwork(context, 'research', 'lab', ['us-central1', 'us-east4', 'europe-west4'], 150);
  planNetwork(context, 'serving', 'edge', ['us-central1', 'us-east4', 'europe-west4'], 160);
  planNetwork(context, 'sovereign', 'sovereign', ['europe-west3'], 170);
}

/** The ground of a project in a region. */
export function groundOf(project: ProjectName, region: string): Ground {
  const owner: ProjectName = project === 'sovereign' ? 'sovereign' : 'network';
  const network = owner === 'sovereign' ? 'sovereign' : sharedNetwork;
  const octet = (owner === 'sovereign' ? 170 : 10) + (owner === 'sovereign' ? 0 : regionIndex(region));
  return {
    network: computeName(owner, 'global', 'networks', network),
    subnetwork: computeName(owner, region, 'subnetworks', `${network}-${region}`),
    prefix: `10.${octet}`,
  };
}

function regionIndex(region: string): number {
  return regionNames.findIndex((name) => region === name || region.startsWith(`${name}-`));
}

function planNetwork(
  { seed, standing }: PlanContext,
  project: ProjectName,
  name: string,
  regions: readonly RegionName[],
  firstOctet: number,
): void {
  const fullName = computeName(project, 'global', 'networks', name);
  const subnetworks = regions.map((region, index): Subnetwork => {
    const subnetName = `${name}-${region}`;
    const octet = firstOctet + index;
    return {
      kind: 'subnetwork',
      ...place({
        seed,
        fullName: computeName(project, region, 'subnetworks', subnetName),
        project,
        location: region,
        name: subnetName,
      }),
      network: fullName,
      range: `10.${octet}.0.0/17`,
      gateway: `10.${octet}.0.1`,
      secondaryRanges: [
        { name: 'pods', range: `10.${octet}.128.0/18` },
        { name: 'services', range: `10.${octet}.192.0/20` },
      ],
    };
  });
  standing.push(
    {
      kind: 'network',
      ...place({ seed, fullName, project, location: 'global', name }),
      mtu: name.startsWith('gpu-rail') ? 8244 : 8896,
      routingMode: name === sharedNetwork ? 'GLOBAL' : 'REGIONAL',
      subnetworks: subnetworks.map((subnetwork) => subnetwork.fullName),
    },
    ...subnetworks,
  );
}
