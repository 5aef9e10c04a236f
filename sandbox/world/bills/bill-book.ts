import { dayMs } from '../aws/plan/plan';
import { drawsOf } from '../draws';
import { assessDay, usageRow } from './assess-day';
import { createAwsMeter } from './aws/meter-aws';
import { createAzureMeter } from './azure/meter-azure';
import { addMonths, type Day, daysOf, floorTo, hoursBetween, type Month, startOfDay, startOfMonth } from './calendar';
import type { Bill, BillingProvider, BillRow, Commitment, Metered } from './charge';
import { drawCommitments, sizedBy } from './commitments';
import { createGoogleCloudMeter } from './google-cloud/meter-google-cloud';
import { keepLatest } from './keep-latest';
import { type Exact, exact, ratio } from './money';
import { monthRows, rowsOnRows } from './month-rows';
import { termsOf } from './terms';

/** Days of the next month on which a month is restated, and from which on it is final. */
const restatedOn = 4;
const finalOn = 7;
/** Machines tell what they used within two days, everything else within three. */
const machineLag = 2;
const otherLag = 3;
/** A month's days, and those of the next that are written while it is not final. */
const daysKept = 40;

const meters = { aws: createAwsMeter, azure: createAzureMeter, 'google-cloud': createGoogleCloudMeter };

export interface BillBook {
  /** What a provider says of a month at an instant; null while it has not said anything of it. */
  billAsOf(provider: BillingProvider, month: Month, at: Date): Bill | null;
  /** When the bill that stands at an instant was written; null while there is none. It costs nothing to ask. */
  writtenAt(provider: BillingProvider, month: Month, at: Date): Date | null;
}

/** What the factory costs, as every provider tells it. Pure: seed, scale, month and instant decide all. */
export function createBillBook(seed: string, scale: number): BillBook {
  const book = (provider: BillingProvider) => createProviderBook(seed, scale, provider);
  const books = { aws: book('aws'), azure: book('azure'), 'google-cloud': book('google-cloud') };
  return {
    billAsOf: (provider, month, at) => books[provider].billAsOf(month, at),
    writtenAt: (provider, month, at) => books[provider].writtenAt(month, at),
  };
}

function createProviderBook(seed: string, scale: number, provider: BillingProvider) {
  const terms = termsOf[provider];
  let meter: ((day: Day) => Metered[]) | null = null;
  let commitments: Commitment[] | null = null;
  const meterDay = (day: Day) => {
    meter ??= meters[provider](seed, scale);
    return meter(day).sort((left, right) => (left.line.key < right.line.key ? -1 : 1));
  };
  const promised = () => {
    commitments ??= drawCommitments(seed, provider, meterDay(sizedBy));
    return commitments;
  };
  const assess = (day: Day, isRestated: boolean) =>
    assessDay({ day, metered: meterDay(day), terms, commitments: promised(), isRestated });
  const early = keepLatest(daysKept, (day) => assess(day, false));
  const restated = keepLatest(daysKept, (day) => assess(day, true));

  const writtenAt = (month: Month, at: Date): Date | null => {
    const final = finalAt(month);
    const latest = floorTo(at < final ? at : final, terms.refreshMs);
    return latest.getTime() < startOfMonth(month).getTime() + terms.refreshMs ? null : latest;
  };

  const write = (month: Month, at: Date): Bill => {
    const isRestated = at >= dayOfNext(month, restatedOn);
    const request = { seed, provider, month, terms, commitments: promised(), at };
    const rows = monthRows(request);
    for (const day of daysOf(month)) {
      const hours = hoursBetween(startOfDay(day), at);
      if (hours < otherLag) continue;
      for (const row of isRestated ? restated(day) : early(day)) {
        const told = asTold(row, hours);
        if (told === 'all') rows.push(row);
        else if (told !== null) rows.push(usageRow({ ...row, quantity: told, terms, isRestated }));
      }
    }
    rows.push(...rowsOnRows(request, rows));
    const isFinal = at >= finalAt(month);
    return {
      provider,
      month,
      billingAccount: terms.billingAccount,
      currency: terms.currency,
      exchangeRate: terms.currency === 'USD' ? exact('1') : eurosOf(seed, month),
      writtenAt: at,
      isFinal,
      invoiceId: isFinal ? invoiceOf(seed, provider, month) : null,
      rows,
    };
  };
  const written = keepLatest(1, (key: string) => {
    const [month = '', at = ''] = key.split(' ');
    return write(month, new Date(at));
  });
  return {
    writtenAt,
    billAsOf(month: Month, at: Date): Bill | null {
      const latest = writtenAt(month, at);
      return latest && written(`${month} ${latest.toISOString()}`);
    },
  };
}

/** How much of a day's row is known so many hours after the day began; null when nothing is. */
function asTold({ line, quantity }: BillRow, hours: number): Exact | 'all' | null {
  const lag = line.sku.size === null ? otherLag : machineLag;
  const known = Math.floor(hours / lag);
  if (known >= 24) return 'all';
  if (quantity === null || known === 0) return null;
  return ratio(quantity, known, 24, 10);
}

function finalAt(month: Month): Date {
  return dayOfNext(month, finalOn);
}

function dayOfNext(month: Month, day: number): Date {
  return new Date(startOfMonth(addMonths(month, 1)).getTime() + (day - 1) * dayMs);
}

/** One rate a month, as billing uses it: euros for a dollar. */
function eurosOf(seed: string, month: Month): Exact {
  return exact(`0.${drawsOf(seed, 'exchange-rate', month).integer(8450, 9390)}`);
}

function invoiceOf(seed: string, provider: BillingProvider, month: Month): string {
  return String(drawsOf(seed, 'invoice', provider, month).integer(1_100_000_000, 2_100_000_000));
}
