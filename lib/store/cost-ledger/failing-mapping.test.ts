import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ColumnMapping } from './incoming-delivery';
import { createTestLedger, type TestLedger, toDelivery, toFile } from './test-ledger';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await createTestLedger();
});
afterAll(() => ledger.close());

const day = (member: string) =>
  `make_timestamp(CAST(substr(${member}, 1, 4) AS BIGINT), CAST(substr(${member}, 6, 2) AS BIGINT), 1, 0, 0, 0)`;
const mapping: ColumnMapping = {
  version: 1,
  required: ['cost', 'month'],
  columns: {
    BilledCost: 'CAST(cost AS DECIMAL(38,24)) + CAST(tax AS DECIMAL(38,24))',
    BillingCurrency: "'USD'",
    BillingPeriodStart: day('month'),
    ChargePeriodStart: day('month'),
    BillingAccountId: 'payer',
    SkuId: 'sku',
  },
  optional: ['sku'],
};

const keep = (rows: readonly string[], minute: number) =>
  ledger.keepDelivery(
    toDelivery([toFile(['cost,tax,month,payer,colour', ...rows].join('\n'))], {
      toFocus: mapping,
      version: `${minute}`,
    }),
    new Date(Date.UTC(2026, 10, 1, 0, minute)),
  );

test('what a mapping cannot read is rejected with file, row and column, and the other rows are read', async () => {
  const kept = await keep(
    ['1,0.5,2026-10,me,red', ',0.5,2026-10,me,red', 'one,0.5,2026-10,me,red', '2,x,2026-10,me,red'],
    1,
  );
  expect(kept.months).toMatchObject([
    {
      state: 'quarantined',
      rows: 2,
      rejectedRows: 2,
      rejections: [
        {
          file: 'october.csv',
          row: 3,
          column: 'cost, tax',
          value: 'one | 0.5',
          reason: 'It cannot be read as BilledCost.',
        },
        { row: 4, column: 'cost, tax', value: '2 | x' },
      ],
    },
  ]);
});

test('a month that cannot be read is named, and counts against the delivery', async () => {
  const kept = await keep(['1,0,2026-10,me,red', '1,0,october,me,red'], 2);
  expect(kept.months).toMatchObject([{ state: 'quarantined', rows: 1, rejectedRows: 1 }]);
  expect(kept.months[0]?.rejections).toContainEqual({
    file: 'october.csv',
    row: 2,
    column: 'month',
    value: 'october',
    reason: 'It cannot be read as BillingPeriodStart.',
  });
});

test('a mapped file that is well counts, with what the mapping does not name beside', async () => {
  const kept = await keep(['1,0.5,2026-10,me,red'], 3);
  expect(kept.months).toMatchObject([{ state: 'kept', rows: 1, rejectedRows: 0, rejections: [] }]);
});
