/** The names of the factory's three AWS accounts. */
export const accountNames = ['research', 'training', 'serving'] as const;
export type AccountName = (typeof accountNames)[number];

export interface Account {
  id: string;
  name: AccountName;
  alias: string;
  email: string;
}

export const accounts: Record<AccountName, Account> = {
  research: {
    id: '481920375516',
    name: 'research',
    alias: 'millwright-research',
    email: 'aws-research@millwright.example',
  },
  training: {
    id: '736184029457',
    name: 'training',
    alias: 'millwright-training',
    email: 'aws-training@millwright.example',
  },
  serving: {
    id: '259307841163',
    name: 'serving',
    alias: 'millwright-serving',
    email: 'aws-serving@millwright.example',
  },
};

/** Where each account has a part of the factory. */
export const footprints: Record<AccountName, readonly string[]> = {
  research: ['us-east-1', 'us-west-2', 'eu-west-1'],
  training: ['us-east-1', 'us-east-2', 'us-west-2', 'eu-north-1'],
  serving: ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1', 'ap-northeast-1', 'ap-south-1'],
};

export const organization = { id: 'o-m1llwr1ght', managementAccount: accounts.research.id };

export interface Region {
  name: string;
  /** The short code zone ids begin with, e.g. `use1`. */
  zoneCode: string;
  /** Letters of the zones the factory's accounts may use. */
  zones: readonly [string, ...string[]];
  /** `opt-in` regions are not enabled in any account of the factory. */
  optIn: 'enabled-by-default' | 'opt-in';
  geography: string;
}

const region = (
  name: string,
  zoneCode: string,
  geography: string,
  zones: readonly [string, ...string[]] = ['a', 'b', 'c'],
): Region => ({ name, zoneCode, zones, optIn: 'enabled-by-default', geography });

/** Every region an account can see: those enabled by default, and a few that want opting in. */
export const regions: readonly Region[] = [
  region('ap-northeast-1', 'apne1', 'Japan', ['a', 'c', 'd']),
  region('ap-northeast-2', 'apne2', 'South Korea'),
  region('ap-northeast-3', 'apne3', 'Japan'),
  region('ap-south-1', 'aps1', 'India'),
  region('ap-southeast-1', 'apse1', 'Singapore'),
  region('ap-southeast-2', 'apse2', 'Australia'),
  region('ca-central-1', 'cac1', 'Canada', ['a', 'b', 'd']),
  region('eu-central-1', 'euc1', 'Germany'),
  region('eu-north-1', 'eun1', 'Sweden'),
  region('eu-west-1', 'euw1', 'Ireland'),
  region('eu-west-2', 'euw2', 'United Kingdom'),
  region('eu-west-3', 'euw3', 'France'),
  region('sa-east-1', 'sae1', 'Brazil'),
  region('us-east-1', 'use1', 'United States of America', ['a', 'b', 'c', 'd']),
  region('us-east-2', 'use2', 'United States of America'),
  region('us-west-1', 'usw1', 'United States of America', ['a', 'c']),
  region('us-west-2', 'usw2', 'United States of America', ['a', 'b', 'c', 'd']),
  { ...region('af-south-1', 'afs1', 'South Africa'), optIn: 'opt-in' },
  { ...region('eu-south-1', 'eus1', 'Italy'), optIn: 'opt-in' },
  { ...region('me-central-1', 'mec1', 'United Arab Emirates'), optIn: 'opt-in' },
];

/** The region of that name; undefined when there is none. */
export function findRegion(name: string): Region | undefined {
  return regions.find((candidate) => candidate.name === name);
}

export function isEnabledRegion(name: string): boolean {
  return findRegion(name)?.optIn === 'enabled-by-default';
}

/** The zone id of a zone name, e.g. `us-east-1a` is `use1-az1`. */
export function zoneIdOf(zone: string): string {
  const { zoneCode, zones } = regionOfZone(zone);
  return `${zoneCode}-az${zones.indexOf(zone.slice(-1)) + 1}`;
}

function regionOfZone(zone: string): Region {
  const found = findRegion(zone.slice(0, -1));
  if (!found) throw new Error(`The zone ${zone} is in no region of this world.`);
  return found;
}
