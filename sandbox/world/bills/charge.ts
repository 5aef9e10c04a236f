import type { Day, Month } from './calendar';
import type { Exact } from './money';

/** Providers whose bills tell money. */
export const billingProviders = ['aws', 'azure', 'google-cloud'] as const;
export type BillingProvider = (typeof billingProviders)[number];

export interface BilledAccount {
  id: string;
  name: string;
}

/** A service as FOCUS sorts it; `code` is the vendor's own. */
export interface BilledService {
  code: string;
  name: string;
  category: string;
  subcategory: string;
}

/** What is sold, in the vendor's words. */
export interface Sku {
  id: string;
  priceId: string;
  /** The vendor's name of the usage, e.g. `BoxUsage:p5.48xlarge`. */
  meter: string;
  /** The call or the manner that caused it, e.g. `RunInstances`. */
  operation: string;
  family: string;
  unit: string;
  /** Machine size; null for what has none. */
  size: string | null;
}

export interface DataTransfer {
  kind: 'internet' | 'between-regions' | 'between-zones' | 'between-providers';
  from: string;
  /** A region, `<provider>/<region>` of another provider, or `internet`. */
  to: string;
  /** The line tells what arrived: the same data stands on the line of whoever sent it. */
  isReceived?: true;
}

/** What stays the same from day to day of a thing that costs: one resource, one way of being charged. */
export interface BillLine {
  /** Unique within the provider. */
  key: string;
  account: BilledAccount;
  service: BilledService;
  region: string | null;
  zone: string | null;
  resource: { id: string; name: string | null; type: string } | null;
  sku: Sku;
  description: string;
  /** Of one unit, before any discount, in the currency prices are kept in (dollars). */
  listPrice: Exact;
  /** Of spot capacity, what the market asks that day; null for all else. */
  spotPrice: Exact | null;
  tags: Readonly<Record<string, string>>;
  /** Devices that one unit (an hour of a machine) keeps; null for what has none. */
  accelerator: { model: string; count: number } | null;
  transfer: DataTransfer | null;
  capacityReservation: string | null;
}

/** How much of a line a day used. */
export interface Metered {
  line: BillLine;
  quantity: Exact;
}

/** A discount in return for a promise to use or to spend. */
export interface Commitment {
  id: string;
  name: string;
  /** `Usage` promises machine hours, `Spend` money. */
  category: 'Usage' | 'Spend';
  type: string;
  /** What the vendor calls its fee on a bill; null: its type and name. */
  feeText: string | null;
  /** Where its fee is charged. */
  account: BilledAccount;
  service: BilledService;
  region: string | null;
  size: string | null;
  unit: string;
  /** Promised an hour: machines, or money. */
  perHour: Exact;
  /** What one promised unit costs: an hour of a machine, or one of the currency. */
  unitFee: Exact;
  /** What a covered line costs, as a share of its list price; null where it is the fee of an hour. */
  rateOfList: Exact | null;
  covers(line: BillLine): boolean;
}

export interface Costs {
  list: Exact;
  contracted: Exact;
  effective: Exact;
  billed: Exact;
}

/** One row of a bill. */
export interface BillRow {
  category: 'Usage' | 'Purchase' | 'Tax' | 'Credit' | 'Adjustment';
  isCorrection: boolean;
  frequency: 'Usage-Based' | 'Recurring' | 'One-Time';
  line: BillLine;
  /** First day charged for, and the day after the last. */
  from: Day;
  to: Day;
  /** Null for what is not counted: taxes, credits, what a commitment left unused. */
  quantity: Exact | null;
  contractedPrice: Exact | null;
  commitment: Commitment | null;
  /** Whether the commitment was used; null on the rows of its fee and where there is none. */
  commitmentStatus: 'Used' | 'Unused' | null;
  /** How much of the commitment the row is about, in its unit. */
  commitmentQuantity: Exact | null;
  /** In the currency prices are kept in. */
  costs: Costs;
}

/** Everything a provider says of a month at one instant. */
export interface Bill {
  provider: BillingProvider;
  month: Month;
  billingAccount: BilledAccount;
  /** The currency that is paid in, and what one dollar is in it. */
  currency: 'USD' | 'EUR';
  exchangeRate: Exact;
  /** When the provider last wrote it. Two bills of one month written at the same instant are the same. */
  writtenAt: Date;
  /** Nothing will change any more. */
  isFinal: boolean;
  /** Null until the month is final. */
  invoiceId: string | null;
  rows: readonly BillRow[];
}
