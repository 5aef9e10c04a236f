import type { BillBook } from './bill-book';
import type { Month } from './calendar';
import { type Bill, type BillingProvider, type BillRow, billingProviders, type Costs } from './charge';
import { type Exact, text, times } from './money';

/** The four costs in the currency of the bill, exact. */
export interface CostTotals {
  listCost: string;
  contractedCost: string;
  effectiveCost: string;
  billedCost: string;
}

/** Totals of the rows of one account, service, team or day; null: the rows that name none. */
export interface CostPart extends CostTotals {
  key: string | null;
  rows: number;
}

export interface BillTruth {
  provider: Bill['provider'];
  billingAccount: string;
  currency: Bill['currency'];
  writtenAt: string;
  isFinal: boolean;
  invoiceId: string | null;
  rows: number;
  total: CostTotals;
  byAccount: CostPart[];
  byService: CostPart[];
  /** By the value of the tag `team`, both in lower case. */
  byTeam: CostPart[];
  /** By first day charged for. */
  byDay: CostPart[];
  byCategory: CostPart[];
  /** By kind of data transfer; null: what is none. */
  byTransfer: CostPart[];
  /** Hours that devices of a model were kept. */
  acceleratorHours: { model: string; hours: string }[];
}

/** What every provider has billed of a month. */
export interface CostTruth {
  month: Month;
  at: string;
  bills: BillTruth[];
}

/** The exact totals of what providers had delivered of a month at an instant; who had delivered nothing is absent. */
export function readCostTruth(
  book: BillBook,
  month: Month,
  at: Date,
  providers: readonly BillingProvider[] = billingProviders,
): CostTruth {
  const bills = providers
    .map((provider) => book.billAsOf(provider, month, at))
    .filter((bill): bill is Bill => bill !== null);
  return { month, at: at.toISOString(), bills: bills.map(truthOf) };
}

function truthOf(bill: Bill): BillTruth {
  const by = (keyOf: (row: BillRow) => string | null) => partsOf(bill, keyOf);
  return {
    provider: bill.provider,
    billingAccount: bill.billingAccount.id,
    currency: bill.currency,
    writtenAt: bill.writtenAt.toISOString(),
    isFinal: bill.isFinal,
    invoiceId: bill.invoiceId,
    rows: bill.rows.length,
    total: totalsOf(bill, bill.rows),
    byAccount: by(({ line }) => line.account.id),
    byService: by(({ line }) => line.service.name),
    byTeam: by(({ line }) => teamOf(line.tags)),
    byDay: by(({ from }) => from),
    byCategory: by(({ category }) => category),
    byTransfer: by(({ line }) => line.transfer?.kind ?? null),
    acceleratorHours: acceleratorHours(bill),
  };
}

/** Every amount in the currency of the bill. */
export function inCurrency({ exchangeRate }: Bill, dollars: Exact): Exact {
  return times(dollars, exchangeRate);
}

/** Whose thing it is, by its tag. */
function teamOf(tags: Readonly<Record<string, string>>): string | null {
  const key = Object.keys(tags).find((name) => name.toLowerCase() === 'team');
  return key === undefined ? null : (tags[key]?.toLowerCase() ?? null);
}

function partsOf(bill: Bill, keyOf: (row: BillRow) => string | null): CostPart[] {
  return [...Map.groupBy(bill.rows, keyOf)]
    .map(([key, rows]) => ({ key, rows: rows.length, ...totalsOf(bill, rows) }))
    .sort((left, right) => ((left.key ?? '') < (right.key ?? '') ? -1 : 1));
}

function totalsOf(bill: Bill, rows: readonly BillRow[]): CostTotals {
  const sum: Costs = { list: 0n, contracted: 0n, effective: 0n, billed: 0n };
  for (const { costs } of rows) {
    sum.list += costs.list;
    sum.contracted += costs.contracted;
    sum.effective += costs.effective;
    sum.billed += costs.billed;
  }
  const write = (dollars: Exact) => text(inCurrency(bill, dollars));
  return {
    listCost: write(sum.list),
    contractedCost: write(sum.contracted),
    effectiveCost: write(sum.effective),
    billedCost: write(sum.billed),
  };
}

function acceleratorHours(bill: Bill): { model: string; hours: string }[] {
  const hours = new Map<string, Exact>();
  for (const { line, quantity, category } of bill.rows) {
    if (line.accelerator === null || quantity === null || category !== 'Usage') continue;
    const { model, count } = line.accelerator;
    hours.set(model, (hours.get(model) ?? 0n) + quantity * BigInt(count));
  }
  return [...hours].map(([model, total]) => ({ model, hours: text(total) }));
}
