import { projects, regionOf, zoneOf } from '../../google-cloud/geography';
import type { Placed } from '../../google-cloud/records/placed';
import type { BilledAccount, BilledService, BillLine } from '../charge';
import { keepLine } from '../keep-line';
import type { Exact } from '../money';
import { codeOf } from '../price-list';

const accounts = new Map<string, BilledAccount>(
  Object.values(projects).map(({ name, id, displayName }) => [name, { id, name: displayName }]),
);

/** The project as bills name it. */
export function billedProject(project: Placed['project']): BilledAccount {
  const account = accounts.get(project);
  if (!account) throw new RangeError(`The factory has no project ${project}.`);
  return account;
}

export interface GoogleLineRequest {
  thing: Pick<Placed, 'project' | 'location' | 'fullName' | 'name' | 'labels'>;
  service: BilledService;
  type: string;
  /** As SKUs are described, e.g. `N2 Instance hour`. */
  meter: string;
  unit: string;
  price: Exact;
  size?: string | null;
  spotPrice?: Exact | null;
  accelerator?: BillLine['accelerator'];
  transfer?: BillLine['transfer'];
}

/** What a thing at Google Cloud is charged for, one way of many. */
export function googleLine(request: GoogleLineRequest): BillLine {
  if (request.spotPrice) return makeLine(request);
  return keepLine(request.thing, request.meter, () => makeLine(request));
}

function makeLine(request: GoogleLineRequest): BillLine {
  const { thing, service, meter, unit, price, type } = request;
  const region = regionOf(thing.location);
  const sku = codeOf(12, 'google-cloud', service.code, meter, region).replace(/(.{4})(?=.)/g, '$1-');
  return {
    key: `${thing.fullName} ${meter}`,
    account: billedProject(thing.project),
    service,
    region,
    zone: zoneOf(thing.location),
    resource: { id: thing.fullName, name: thing.name, type },
    sku: { id: sku, priceId: sku, meter, operation: '', family: service.subcategory, unit, size: request.size ?? null },
    description: `${meter} running in ${region}`,
    listPrice: price,
    spotPrice: request.spotPrice ?? null,
    tags: thing.labels,
    accelerator: request.accelerator ?? null,
    transfer: request.transfer ?? null,
    capacityReservation: null,
  };
}
