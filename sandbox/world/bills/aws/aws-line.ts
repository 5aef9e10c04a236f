import { accounts } from '../../aws/geography';
import { findInstanceSize } from '../../aws/instance-catalogue';
import type { Placed } from '../../aws/records/placed';
import type { BilledAccount, BilledService, BillLine, DataTransfer } from '../charge';
import { keepLine } from '../keep-line';
import type { Exact } from '../money';
import { codeOf } from '../price-list';

/** What usage types of a region begin with. */
const prefixes: Readonly<Record<string, string>> = {
  'us-east-1': 'USE1-',
  'us-east-2': 'USE2-',
  'us-west-2': 'USW2-',
  'eu-west-1': 'EU-',
  'eu-central-1': 'EUC1-',
  'eu-north-1': 'EUN1-',
  'ap-northeast-1': 'APN1-',
  'ap-south-1': 'APS3-',
};

export function usagePrefix(region: string): string {
  return prefixes[region] ?? '';
}

const byId = new Map<string, BilledAccount>(Object.values(accounts).map(({ id, alias }) => [id, { id, name: alias }]));

/** The account as bills name it. */
export function billedAccount(id: string): BilledAccount {
  const account = byId.get(id);
  if (!account) throw new RangeError(`The factory has no account ${id}.`);
  return account;
}

export interface AwsLineRequest {
  thing: Pick<Placed, 'account' | 'region' | 'tags'>;
  service: BilledService;
  zone?: string | null;
  resource: BillLine['resource'];
  /** Without the region's prefix. */
  usage: string;
  operation: string;
  family: string;
  unit: string;
  price: Exact;
  size?: string | null;
  description: string;
  spotPrice?: Exact;
  transfer?: DataTransfer;
  capacityReservation?: string | null;
}

/** What a thing at AWS is charged for, one way of many. */
export function awsLine(request: AwsLineRequest): BillLine {
  if (request.spotPrice !== undefined) return makeLine(request);
  return keepLine(request.thing, `${request.usage} ${request.operation}`, () => makeLine(request));
}

function makeLine(request: AwsLineRequest): BillLine {
  const { thing, service, resource, usage, operation, size = null } = request;
  const meter = `${usagePrefix(thing.region)}${usage}`;
  const sku = codeOf(16, 'aws', service.code, meter, operation);
  const accelerator = size === null ? undefined : findInstanceSize(size)?.accelerator;
  return {
    key: `${resource?.id ?? `${thing.account}/${thing.region}`} ${meter} ${operation}`,
    account: billedAccount(thing.account),
    service,
    region: thing.region,
    zone: request.zone ?? null,
    resource,
    sku: {
      id: sku,
      priceId: `${sku}.JRTCKXETXF.6YS6EN2CT7`,
      meter,
      operation,
      family: request.family,
      unit: request.unit,
      size,
    },
    description: request.description,
    listPrice: request.price,
    spotPrice: request.spotPrice ?? null,
    tags: thing.tags,
    accelerator: accelerator
      ? { model: `${accelerator.manufacturer} ${accelerator.name}`, count: accelerator.count }
      : null,
    transfer: request.transfer ?? null,
    capacityReservation: request.capacityReservation ?? null,
  };
}
