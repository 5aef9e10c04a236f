import { type Draws, drawsOf } from '../../draws';
import { type Team, tagsFor } from '../../tags';
import { footprints, type Region, type SubscriptionName, subscriptions } from '../geography';
import type { AzureRecord } from '../records';
import type { Placed } from '../records/placed';
import { resourceId } from '../resource-id';

export { beforeEpoch, dayMs, epoch, hourMs, minuteMs } from '../../aws/plan/plan';

/** What is there at `now` of things that come and go. */
export type Mover = (now: Date) => AzureRecord[];

/** How a standing thing differs at `now` from what was planned; returns it unchanged outside its time. */
export type Patch = (record: AzureRecord, now: Date) => AzureRecord;

/** A factory laid out: what stands, what comes and goes, and how standing things change over time. */
export interface AzurePlan {
  standing: AzureRecord[];
  movers: Mover[];
  /** By the thing's id in lower case. */
  patches: Map<string, Patch[]>;
}

export interface PlanContext extends AzurePlan {
  seed: string;
  scale: number;
}

/** One subscription's part of one region: the network its things stand in. */
export interface Ground {
  subscription: SubscriptionName;
  region: Region;
  /** Second octet of its addresses. */
  octet: number;
}

/** Every ground of the factory, in a fixed order. */
export const grounds: readonly Ground[] = Object.entries(subscriptions).flatMap(([name], index) => {
  const subscription = toSubscriptionName(name);
  return footprints[subscription].map((region, place) => ({ subscription, region, octet: 64 + index * 8 + place }));
});

/** The ground of a subscription in a region; the plan is wrong when there is none. */
export function groundOf(subscription: SubscriptionName, region: Region): Ground {
  const ground = grounds.find((each) => each.subscription === subscription && each.region === region);
  if (!ground) throw new Error(`The factory has no ground for ${subscription} in ${region}.`);
  return ground;
}

export interface PlacedRequest {
  name: string;
  /** Names the thing within the world; what its tags are drawn from. Absent: type, ground and name. */
  key: string;
  resourceGroup: string;
  team: Team;
  createdAt: Date;
  extraTags?: Record<string, string>;
}

/** What every resource has, its last operation having gone well. */
export function placed(seed: string, { subscription, region }: Ground, request: PlacedRequest): Placed {
  const { name, key, resourceGroup, team, createdAt, extraTags = {} } = request;
  return {
    subscription: subscriptions[subscription].id,
    region,
    resourceGroup,
    name,
    tags: tagsFor({ seed, key: `azure/${subscription}/${region}/${key}`, name: null, team, region, extra: extraTags }),
    createdAt,
    provisioning: 'Succeeded',
  };
}

/** Where a ground keeps its network. */
export function networkGroupOf({ region }: Ground): string {
  return `rg-network-${region}`;
}

/** The id of a subnet of the ground's network. */
export function subnetOf(ground: Ground, name: 'compute' | 'clusters' | 'storage' | 'GatewaySubnet'): string {
  const place = { subscription: subscriptions[ground.subscription].id, resourceGroup: networkGroupOf(ground) };
  return resourceId(place, 'Microsoft.Network/virtualNetworks/subnets', networkNameOf(ground), name);
}

/** The name of the ground's main network. */
export function networkNameOf({ subscription, region }: Ground): string {
  return `vnet-${subscription}-${region}`;
}

/** The draws of one thing of a ground. */
export function drawsFor(seed: string, { subscription, region }: Ground, ...path: (string | number)[]): Draws {
  return drawsOf(seed, 'azure', subscription, region, ...path);
}

/** A name from a stem and a place in a row, counted from 1. */
export function numbered(stem: string, number: number): string {
  return `${stem}-${String(number).padStart(3, '0')}`;
}

/** A GUID drawn whole. */
export function guidOf(draws: Draws): string {
  return `${draws.hex(8)}-${draws.hex(4)}-4${draws.hex(3)}-a${draws.hex(3)}-${draws.hex(12)}`;
}

function toSubscriptionName(name: string): SubscriptionName {
  if (name === 'training' || name === 'serving' || name === 'research' || name === 'shared') return name;
  throw new Error(`The factory has no subscription ${name}.`);
}
