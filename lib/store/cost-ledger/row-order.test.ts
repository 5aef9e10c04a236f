import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toLiteral } from './sql-text';
import { createTestLedger, type TestLedger, toDelivery, toFile } from './test-ledger';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await createTestLedger();
});
afterAll(() => ledger.close());

const rows = 150_000;

test('rows of a file that several cores read keep their numbers', async () => {
  const path = join(ledger.folder.incoming, 'large.parquet');
  await ledger.engine.query(
    `COPY (SELECT 'USD' AS BillingCurrency, TIMESTAMP '2026-10-01' AS BillingPeriodStart, TIMESTAMP '2026-10-05' AS ChargePeriodStart,
       1 AS BilledCost, 'Hours' AS ConsumedUnit, 'Hours' AS PricingUnit, 'BoxUsage:p5.48xlarge' AS SkuMeter,
       repeat('x', (CASE WHEN i < 100000 THEN 60 ELSE 1 END)) AS ChargeDescription, 'node-' || (i + 1) AS ResourceId
     FROM range(${rows}) numbered(i)) TO ${toLiteral(path)} (FORMAT parquet, ROW_GROUP_SIZE 10240)`,
  );
  const file = toFile('', { name: 'large.parquet', encoding: 'parquet', open: async () => createReadStream(path) });
  const { months } = await ledger.keepDelivery(toDelivery([file]), new Date(0));
  expect(months).toMatchObject([{ state: 'kept', rows }]);
  const [kept] = await ledger.database.prisma.costFile.findMany();
  const [found] = await ledger.engine.query(
    `SELECT count(*) FILTER (ResourceId IS DISTINCT FROM 'node-' || coalesce(x_row, file_row_number + 1)) AS misplaced
     FROM read_parquet(${toLiteral(join(ledger.folder.root, kept?.parquetPath ?? ''))}, file_row_number = true)`,
  );
  expect(found).toEqual({ misplaced: 0n });
});
