import { accounts, footprints } from '../../aws/geography';
import { nativeIdOf } from '../../aws/native-id';
import type { VirtualInterface } from '../../aws/records/links';
import type { Bucket } from '../../aws/records/storage';
import { drawsOf } from '../../draws';
import type { Day } from '../calendar';
import type { DataTransfer, Metered } from '../charge';
import { wholeNumber } from '../money';
import { type AwsLineRequest, awsLine, usagePrefix } from './aws-line';
import { unitPrice } from './aws-prices';
import { awsServices } from './aws-services';

/** Buckets that people outside read from. */
const publicPurposes = ['dataset-exports', 'model-artifacts', 'batch-output'];

/** Whom the factory’s circuits lead to. */
const peers: Readonly<Record<string, string>> = {
  'us-east-1': 'google-cloud/us-east4',
  'us-west-2': 'coreweave/US-WEST-01A',
  'eu-north-1': 'azure/swedencentral',
  'eu-central-1': 'google-cloud/europe-west3',
};

/** Traffic to the internet from a bucket; null where the world outside reads none. */
export function meterDownloads(seed: string, bucket: Bucket, day: Day): Metered | null {
  const { name, region } = bucket;
  if (!publicPurposes.some((purpose) => name.includes(`-${purpose}-`))) return null;
  return {
    line: transferLine({
      thing: bucket,
      resource: { id: name, name, type: 'Bucket' },
      usage: 'DataTransfer-Out-Bytes',
      operation: 'GetObject',
      price: unitPrice(region, 'transfer internet'),
      description: `$0.090 per GB - data transfer out of ${region} to the internet`,
      transfer: { kind: 'internet', from: region, to: 'internet' },
    }),
    quantity: gigabytes(seed, day, name, 5, 700),
  };
}

/**
 * Traffic between the zones of each account’s part of a region, and from each region to the account’s first. Both are metered
 * where they are sent and where they arrive: between zones each costs, under one usage type; between regions the sender pays.
 */
export function meterCrossTraffic(seed: string, day: Day): Metered[] {
  return Object.values(accounts).flatMap(({ id, name }) => {
    const [first = '', ...others] = footprints[name];
    const zones = footprints[name].flatMap((region) => {
      const quantity = gigabytes(seed, day, `zones/${id}/${region}`, 300, 4_000);
      return [false, true].map((isReceived) => ({ line: zoneLine(id, region, isReceived), quantity }));
    });
    const regions = others.flatMap((region) => {
      const quantity = gigabytes(seed, day, `regions/${id}/${region}`, 200, 5_000);
      return [sentLine(id, region, first), receivedLine(id, region, first)].map((line) => ({ line, quantity }));
    });
    return [...zones, ...regions];
  });
}

function zoneLine(account: string, region: string, isReceived: boolean) {
  return transferLine({
    thing: { account, region, tags: {} },
    resource: null,
    usage: 'DataTransfer-Regional-Bytes',
    operation: isReceived ? 'InterZone-In' : 'InterZone-Out',
    price: unitPrice(region, 'transfer zones'),
    description: '$0.010 per GB - regional data transfer - in/out/between EC2 AZs',
    transfer: { kind: 'between-zones', from: region, to: region, ...(isReceived ? { isReceived } : {}) },
  });
}

function sentLine(account: string, from: string, to: string) {
  return transferLine({
    thing: { account, region: from, tags: {} },
    resource: null,
    usage: `${usagePrefix(to).slice(0, -1)}-AWS-Out-Bytes`,
    operation: 'InterRegion-Out',
    price: unitPrice(from, 'transfer regions'),
    description: `$0.020 per GB - ${from} data transfer to ${to}`,
    transfer: { kind: 'between-regions', from, to },
  });
}

/** Told in the region it arrives in, and free. */
function receivedLine(account: string, from: string, to: string) {
  return transferLine({
    thing: { account, region: to, tags: {} },
    resource: null,
    usage: `${usagePrefix(from).slice(0, -1)}-AWS-In-Bytes`,
    operation: 'InterRegion-In',
    price: free,
    description: `$0.000 per GB - ${to} data transfer from ${from}`,
    transfer: { kind: 'between-regions', from, to, isReceived: true },
  });
}

/** Traffic over a circuit to where another provider is met; null for interfaces that carry none or lead elsewhere. */
export function meterCircuitTraffic(seed: string, link: VirtualInterface, day: Day): Metered | null {
  const to = peers[link.region];
  if (to === undefined || link.type !== 'transit') return null;
  return {
    line: transferLine({
      thing: link,
      resource: { id: nativeIdOf(link), name: link.name, type: 'VirtualInterface' },
      usage: 'DataXfer-Out:dc.3',
      operation: 'TransitVirtualInterface',
      price: unitPrice(link.region, 'transfer circuit'),
      description: `$0.020 per GB - data transfer out over Direct Connect at ${link.location}`,
      transfer: { kind: 'between-providers', from: link.region, to },
    }),
    quantity: gigabytes(seed, day, link.id, 1_000, 12_000),
  };
}

const free = wholeNumber(0);

type TransferRequest = Pick<AwsLineRequest, 'thing' | 'resource' | 'usage' | 'operation' | 'price' | 'description'> & {
  transfer: DataTransfer;
};

function transferLine(request: TransferRequest) {
  return awsLine({ ...request, service: awsServices.transfers, family: 'Data Transfer', unit: 'GB' });
}

function gigabytes(seed: string, day: Day, name: string, low: number, high: number) {
  return wholeNumber(drawsOf(seed, 'transfer', name, day).integer(low, high));
}
