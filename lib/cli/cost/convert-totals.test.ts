import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatAmount, parseAmount } from '@/lib/domain/cost/amount';
import type { CostBasis } from '@/lib/domain/cost/billing-delivery';
import { parseRates } from '@/lib/domain/cost/parse-rates';
import type { CostTotal } from '@/lib/store/cost-ledger/read-totals';
import { createTestDatabase, type TestDatabase } from '@/lib/store/database/test-database';
import { writeRates } from '@/lib/store/exchange-rates/write-rates';
import { convertTotals } from './convert-totals';

let database: TestDatabase;
const now = new Date('2026-11-10T00:00:00Z');
beforeAll(async () => {
  database = await createTestDatabase();
  const rates = parseRates('day,from,to,rate\n2026-10-05,EUR,USD,2\n')?.rates ?? [];
  await database.prisma.$transaction((tx) => writeRates(tx, { source: 'Treasury', rates }, now));
});
afterAll(() => database.close());

const total = (basis: CostBasis, currency: string, amount: string): CostTotal => ({
  keys: ['2026-10-05'],
  currency,
  basis,
  metrics: { billed: { amount: parseAmount(amount), rows: 1, untold: 0 } },
});

test('bills and estimates do not add in one currency either', async () => {
  const days = [total('billed', 'USD', '4'), total('billed', 'EUR', '1'), total('own-estimate', 'USD', '6')];
  const { totals } = await convertTotals(database.pool, days, { metric: 'billed', to: 'EUR', asOf: now });
  const told = totals.map(({ currency, basis, metrics: { billed } }) => [
    currency,
    basis,
    billed?.amount == null ? null : formatAmount(billed.amount),
  ]);
  expect(told).toEqual([
    ['EUR', 'billed', '3'],
    ['EUR', 'own-estimate', '3'],
  ]);
});
