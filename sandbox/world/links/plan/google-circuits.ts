import type { RegionName } from '../../google-cloud/geography';
import { type OutsideName, outsideEnd, regionEnd, siteEnd } from '../ends';
import type { Link } from '../link';
import { awsCircuitLink, awsInterfaceLink, interfaceOctet } from './aws-circuits';
import { azurePeeringLink, azurePortLink, peeringBlock } from './azure-circuits';
import { loadOf } from './load';

const gigabit = 1e9;

export interface GoogleAttachment {
  name: string;
  region: RegionName;
  gigabits: 10 | 20 | 50;
  link: string;
  /** Addresses of the session over it, Google's and the other cloud's; null: those of a room of the factory's. */
  session: { near: string; far: string } | null;
}

/** One line of Google's, of one or more strands, with the attachments that ride on it. */
export interface GoogleCircuit {
  name: string;
  facility: string;
  strandGigabits: 10 | 100;
  strands: number;
  attachments: readonly GoogleAttachment[];
  link: string;
  /** The other cloud whose line it is, too: the far place as Google names it, and the cloud; null: it leads to a room of the factory's. */
  remote: { location: string; service: string } | null;
}

const awsPrefix = `169.254.${interfaceOctet('frankfurt-google', 'transit')}`;

/** Lines into rooms of the factory's, and those that are lines of other clouds, too. */
export const googleCircuits: readonly GoogleCircuit[] = [
  roomCircuit('ashburn-a', 'iad-zone1-1', 2),
  roomCircuit('ashburn-b', 'iad-zone2-1', 2),
  roomCircuit('frankfurt-a', 'fra-zone1-58', 4),
  roomCircuit('frankfurt-b', 'fra-zone2-58', 4),
  {
    name: 'cross-cloud-frankfurt-aws',
    facility: 'fra-zone1-58',
    strandGigabits: 10,
    strands: 1,
    attachments: [
      {
        name: 'aws-frankfurt-europe-west3',
        region: 'europe-west3',
        gigabits: 10,
        link: awsInterfaceLink('frankfurt-google', 'transit'),
        session: { near: `${awsPrefix}.2`, far: `${awsPrefix}.1` },
      },
    ],
    link: awsCircuitLink('frankfurt-google'),
    remote: { location: 'aws-eqfr5', service: 'Amazon Web Services' },
  },
  crossCloudToAzure(1),
  crossCloudToAzure(2),
];

/** An attachment that a partner delivers. */
export const partnerAttachment = { name: 'partner-eemshaven-a', region: 'europe-west4', gigabits: 1 } as const;

/** The link that a partner's attachment is. */
export const partnerLink = `line/google-cloud/${partnerAttachment.name}`;

/** Every line of Google's that no other cloud has, and what rides on them. */
export function planGoogleCircuits(seed: string): Link[] {
  const rooms = googleCircuits.filter(({ remote }) => remote === null);
  return [...rooms.flatMap((circuit) => circuitLinks(seed, circuit)), partnerLinkOf(seed)];
}

function roomCircuit(name: string, facility: string, strands: number): GoogleCircuit {
  const link = `line/google-cloud/${name}`;
  const isAshburn = name.startsWith('ashburn');
  const attachment = (region: RegionName, gigabits: GoogleAttachment['gigabits']): GoogleAttachment => ({
    name: `${name}-${region}`,
    region,
    gigabits,
    link: `${link}/${region}`,
    session: null,
  });
  return {
    name: `dedicated-${name}`,
    facility,
    strandGigabits: isAshburn ? 100 : 10,
    strands,
    attachments: isAshburn
      ? [attachment('us-east4', 50), attachment('us-central1', 20)]
      : [attachment('europe-west3', 10), attachment('europe-west4', 20)],
    link,
    remote: null,
  };
}

function crossCloudToAzure(line: 1 | 2): GoogleCircuit {
  const side = line === 1 ? 'primary' : 'secondary';
  const { prefix, first } = peeringBlock('er-google-ashburn', 'AzurePrivatePeering', side);
  return {
    name: `cross-cloud-ashburn-azure-${line}`,
    facility: `iad-zone${line}-1`,
    strandGigabits: 100,
    strands: 1,
    attachments: [
      {
        name: `azure-ashburn-${line}-us-east4`,
        region: 'us-east4',
        gigabits: 10,
        link: azurePeeringLink('er-google-ashburn', 'AzurePrivatePeering', side),
        session: { near: `${prefix}.${first + 1}`, far: `${prefix}.${first + 2}` },
      },
    ],
    link: azurePortLink('erd-ashburn-google', line),
    remote: { location: 'azure-equinix-ashburn-dc2', service: 'Microsoft Azure' },
  };
}

function circuitLinks(seed: string, { name, link, strandGigabits, strands, attachments }: GoogleCircuit): Link[] {
  const site = name.includes('ashburn') ? 'ashburn' : 'frankfurt';
  const room: OutsideName = site === 'ashburn' ? 'ashburn-colo' : 'frankfurt-colo';
  const group = link.replace(/-[ab]$/, '');
  const whole: Link = {
    name: link,
    form: 'circuit',
    ends: [siteEnd(site), outsideEnd(room)],
    capacityBitsPerSecond: strandGigabits * strands * gigabit,
    ridesOn: [],
    group,
    flow: { of: 'riders' },
    lanes: strands,
  };
  const riders = attachments.map(
    ({ region, gigabits, link: own }): Link => ({
      name: own,
      form: 'virtual-interface',
      ends: [regionEnd(region), outsideEnd(room)],
      capacityBitsPerSecond: gigabits * gigabit,
      ridesOn: [link],
      group: `${group}/${region}`,
      flow: { of: 'demand', bytesPerSecond: 1.6 * loadOf(seed, `${group}/${region}`, gigabits * gigabit) },
      lanes: null,
    }),
  );
  return [whole, ...riders];
}

function partnerLinkOf(seed: string): Link {
  const bits = partnerAttachment.gigabits * gigabit;
  return {
    name: partnerLink,
    form: 'virtual-interface',
    ends: [regionEnd(partnerAttachment.region), outsideEnd('eemshaven-partner')],
    capacityBitsPerSecond: bits,
    ridesOn: [],
    group: null,
    flow: { of: 'demand', bytesPerSecond: loadOf(seed, partnerLink, bits) },
    lanes: null,
  };
}
