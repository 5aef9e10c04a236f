import type { BilledAccount, BilledService, BillLine, Commitment } from './charge';
import { codeOf } from './price-list';

const lines = new WeakMap<Commitment, BillLine>();

/** The line that a commitment itself is charged under. */
export function commitmentLine(commitment: Commitment): BillLine {
  const known = lines.get(commitment);
  if (known) return known;
  const { id, name, account, service, region, size, unit, unitFee, feeText } = commitment;
  const line: BillLine = {
    ...feeLine({ key: id, account, service, description: feeText ?? `${commitment.type}: ${name}`, unit }),
    region,
    resource: { id, name, type: commitment.type },
    listPrice: unitFee,
  };
  const sized = { ...line, sku: { ...line.sku, size } };
  lines.set(commitment, sized);
  return sized;
}

interface FeeRequest {
  key: string;
  account: BilledAccount;
  service: BilledService;
  description: string;
  unit?: string;
}

/** A line of what is charged for no resource. */
export function feeLine({ key, account, service, description, unit = '' }: FeeRequest): BillLine {
  const sku = codeOf(16, 'fee', service.code, key);
  return {
    key,
    account,
    service,
    region: null,
    zone: null,
    resource: null,
    sku: { id: sku, priceId: sku, meter: description, operation: '', family: '', unit, size: null },
    description,
    listPrice: 0n,
    spotPrice: null,
    tags: {},
    accelerator: null,
    transfer: null,
    capacityReservation: null,
  };
}
