import { expect } from 'vitest';
import type { BillingMonth } from '@/lib/domain/cost/billing-delivery';
import type { BillingDelivery, BillingFile, CostRead } from '../cost';
import type { Provider, ProviderSession } from '../provider';
import { gapsOf } from './honest-read-conformance';

export interface WholeCost {
  deliveries: BillingDelivery[];
  ends: Extract<CostRead, { type: 'end' }>[];
  endedWithEnd: boolean;
}

/** Reads the bills of these months to the end. */
export async function readWholeCost<Settings, Secret>(
  { cost, title }: Provider<Settings, Secret>,
  session: ProviderSession<Settings, Secret>,
  months: readonly BillingMonth[],
): Promise<WholeCost> {
  if (cost === undefined) throw new Error(`${title} reads no bills.`);
  const whole: WholeCost = { deliveries: [], ends: [], endedWithEnd: false };
  for await (const read of cost.read(session, months)) {
    whole.endedWithEnd = read.type === 'end';
    if (read.type === 'end') whole.ends.push(read);
    else whole.deliveries.push(read.delivery);
  }
  return whole;
}

/** What every read of bills must keep to, whatever the provider did. */
export function expectHonestCost({ deliveries, ends, endedWithEnd }: WholeCost): void {
  expect(ends).toHaveLength(1);
  expect(endedWithEnd).toBe(true);
  const keys = deliveries.map(toDeliveryKey);
  expect(new Set(keys).size).toBe(keys.length);
  const months = deliveries.map(({ billingMonth }) => billingMonth);
  expect(months).toEqual([...months].sort());
  for (const { title, version, files } of deliveries) {
    expect(title).not.toBe('');
    expect(version).not.toBe('');
    const names = files.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  }
  for (const gap of gapsOf(ends[0]?.completeness)) {
    expect(gap.message).toMatch(/[.)]$/);
    expect(gap.remedy).toMatch(/\.$/);
    expect(gap.operation).toMatch(/^[\w./-]+:[\w./-]+$/);
  }
}

export function toDeliveryKey({
  source,
  scope,
  billingMonth,
}: Pick<BillingDelivery, 'source' | 'scope' | 'billingMonth'>): string {
  return [source, scope, billingMonth].join(' ');
}

/** Everything a file holds. */
export async function readBytes(file: BillingFile): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await file.open()) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
