import { outsideEnd, regionEnd } from '../ends';
import type { Link, LinkEnd } from '../link';
import { loadOf } from './load';

const gigabit = 1e9;

/** Lines of AWS, by the region of the hub they lead to. `far` null: to Google’s `cross-cloud-frankfurt-aws`, of which it is the other end. */
export const awsCircuits = [
  { hub: 'us-east-1', name: 'ashburn-a', location: 'EqDC2', gigabits: 100, partner: 'Equinix', far: 'ashburn-colo' },
  { hub: 'us-east-1', name: 'ashburn-b', location: 'EqDC6', gigabits: 100, partner: 'Equinix', far: 'ashburn-colo' },
  {
    hub: 'us-west-2',
    name: 'hillsboro-a',
    location: 'EqSE2',
    gigabits: 100,
    partner: 'Equinix',
    far: 'hillsboro-colo',
  },
  { hub: 'eu-north-1', name: 'lulea-a', location: 'EqSK1', gigabits: 10, partner: 'Equinix', far: 'lulea-colo' },
  {
    hub: 'eu-central-1',
    name: 'frankfurt-a',
    location: 'EqFR5',
    gigabits: 10,
    partner: 'Equinix',
    far: 'frankfurt-colo',
  },
  {
    hub: 'eu-central-1',
    name: 'frankfurt-b',
    location: 'ITXF1',
    gigabits: 10,
    partner: 'Interxion',
    far: 'frankfurt-colo',
  },
  { hub: 'eu-north-1', name: 'lulea-a-2', location: 'EqSK1', gigabits: 10, partner: 'Equinix', far: 'lulea-colo' },
  { hub: 'eu-central-1', name: 'frankfurt-google', location: 'EqFR5', gigabits: 10, partner: 'Google', far: null },
] as const;
export type AwsCircuit = (typeof awsCircuits)[number];

/** Two lines of AWS that are one bundle; the interfaces of the first ride on it. */
export const awsBundle = { name: 'lulea', hub: 'eu-north-1', location: 'EqSK1', gigabits: 10, lines: 2 } as const;

export type AwsInterfaceType = 'transit' | 'private';

/** Whether a line is of the bundle. */
export function isBundled({ name }: AwsCircuit): boolean {
  return name.startsWith('lulea-');
}

/** The interfaces of a line, or of the bundle whose first line it is. */
export function interfacesOf({ name }: AwsCircuit): readonly AwsInterfaceType[] {
  if (name === 'lulea-a-2') return [];
  return name === 'frankfurt-google' ? ['transit'] : ['transit', 'private'];
}

/** The link that a line of AWS is. */
export function awsCircuitLink(name: AwsCircuit['name']): string {
  return `line/aws/${name}`;
}

export const awsBundleLink = `line/aws/${awsBundle.name}`;

/** The link that an interface of a line of AWS is. */
export function awsInterfaceLink(name: AwsCircuit['name'], type: AwsInterfaceType): string {
  return `${awsCircuitLink(name)}/${type}`;
}

/** The third octet of an interface's addresses `169.254.x.1` at AWS and `169.254.x.2` at the far end. */
export function interfaceOctet(name: AwsCircuit['name'], type: AwsInterfaceType): number {
  return 100 + awsCircuits.findIndex((circuit) => circuit.name === name) * 2 + (type === 'transit' ? 0 : 1);
}

/** Every line of AWS, the bundle, and what rides on them. */
export function planAwsCircuits(seed: string): Link[] {
  const bundleCircuit = awsCircuits.find(isBundled);
  if (!bundleCircuit) throw new Error('The bundle has no lines.');
  const bundle: Link = {
    name: awsBundleLink,
    form: 'circuit',
    ends: endsOf(bundleCircuit),
    capacityBitsPerSecond: awsBundle.gigabits * awsBundle.lines * gigabit,
    ridesOn: [],
    group: null,
    flow: { of: 'riders' },
    lanes: null,
  };
  return [bundle, ...awsCircuits.flatMap((circuit) => [lineOf(circuit), ...ridersOf(seed, circuit)])];
}

function lineOf(circuit: AwsCircuit): Link {
  return {
    name: awsCircuitLink(circuit.name),
    form: 'circuit',
    ends: endsOf(circuit),
    capacityBitsPerSecond: circuit.gigabits * gigabit,
    ridesOn: [],
    group: groupOf(circuit),
    flow: isBundled(circuit) ? { of: 'part', bundle: awsBundleLink, parts: awsBundle.lines } : { of: 'riders' },
    lanes: circuit.gigabits === 100 ? 4 : 1,
  };
}

function ridersOf(seed: string, circuit: AwsCircuit): Link[] {
  return interfacesOf(circuit).map((type) => {
    const name = awsInterfaceLink(circuit.name, type);
    const circuitGroup = isBundled(circuit) ? null : groupOf(circuit);
    const group = circuitGroup === null ? null : `${circuitGroup}/${type}`;
    const capacity = circuit.gigabits * gigabit;
    return {
      name,
      form: 'virtual-interface',
      ends: endsOf(circuit),
      capacityBitsPerSecond: circuit.far === null ? capacity : null,
      ridesOn: [isBundled(circuit) ? awsBundleLink : awsCircuitLink(circuit.name)],
      group,
      flow: { of: 'demand', bytesPerSecond: loadOf(seed, group ?? name, capacity) },
      lanes: null,
    };
  });
}

function groupOf({ name }: AwsCircuit): string | null {
  const pair = /^(ashburn|frankfurt|lulea)-(a|b|a-2)$/.exec(name);
  return pair ? `line/aws/${pair[1]}` : null;
}

function endsOf({ hub, far }: AwsCircuit): [LinkEnd, LinkEnd] {
  return [regionEnd(hub), far === null ? regionEnd('europe-west3') : outsideEnd(far)];
}
