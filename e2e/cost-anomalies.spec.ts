import { costAnomaliesSchema } from '@/lib/api/contracts/cost-anomalies';
import { importBill } from './setup/import-bill';
import { expect, test } from './setup/journey';

test.use({ persona: 'finance' });

const dayMs = 86_400_000;
const toDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const now = new Date();
const monthStart = (back: number) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1);
/** The day on which a run costs nine times the usual. */
const odd = toDay(monthStart(1) + 14 * dayMs);

/** Two whole months of a provider that no other bill of the demo is of, a hundred crowns a day but for one. */
function toBill(): string {
  const header =
    'BilledCost,EffectiveCost,BillingAccountId,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ProviderName,ServiceName,SkuId,ResourceId,PricingQuantity,PricingUnit';
  const lines: string[] = [];
  for (const back of [2, 1]) {
    const [start, end] = [monthStart(back), monthStart(back - 1)];
    const period = `${toDay(start)}T00:00:00Z,${toDay(end)}T00:00:00Z`;
    for (let at = start; at < end; at += dayMs) {
      const day = `${toDay(at)}T00:00:00Z,${toDay(at + dayMs)}T00:00:00Z`;
      const write = (cost: string, sku: string, resource: string) =>
        lines.push(`${cost},${cost},odd,DKK,${period},${day},Usage,Odd Cloud,Engines,${sku},${resource},${cost},Hours`);
      write(at % (2 * dayMs) === 0 ? '100' : '101', 'engine', 'old');
      if (toDay(at) === odd) write('800', 'engine-large', 'forgotten');
    }
  }
  return `${[header, ...lines].join('\n')}\n`;
}

test.beforeAll(() => importBill('odd.csv', toBill()));

test('a day that costs nine times the usual is told with its cause, and what finance says of it stays', async ({
  page,
  api,
}) => {
  test.setTimeout(300_000);
  const find = async () => {
    const { items } = await api.get('/cost/anomalies?limit=200', costAnomaliesSchema);
    return items.find(({ provider, from }) => provider === 'Odd Cloud' && from === odd);
  };
  // The worker looks once a minute whether bills came.
  await expect.poll(find, { timeout: 240_000, intervals: [5_000] }).toMatchObject({ kind: 'spike', currency: 'DKK' });
  const anomaly = await find();

  await page.goto('/cost/anomalies');
  await page
    .getByRole('region', { name: 'Cost anomalies' })
    .locator(`a[href="/cost/anomalies/${anomaly?.id}"]`)
    .click();
  const cause = page.getByRole('region', { name: 'What made it' }).first();
  await expect(page.getByText(/Mostly .*engine-large.*, which was not there before/)).toBeVisible();
  await cause.getByLabel('Told by').selectOption('resource');
  await expect(cause.getByRole('row', { name: /^forgotten/ })).toContainText('new');
  await page.getByRole('button', { name: 'Charged against expected: more' }).click();
  await page.getByRole('menuitem', { name: 'View as table' }).click();
  await expect(page.getByRole('region', { name: 'Charged against expected' }).first()).toContainText('Usual from');

  await page.getByLabel('What it is').selectOption('expected');
  await page.getByLabel('Comment').fill('A load test, announced');
  await page.getByRole('button', { name: 'Keep this' }).click();
  // What stands in the form has the same words: only what was kept is an item of the list.
  const kept = page.getByRole('listitem').filter({ hasText: 'A load test, announced' });
  await expect(kept).toBeVisible();
  await page.reload();
  await expect(kept).toBeVisible();
  await page.getByRole('link', { name: 'Show its rows' }).click();
  await expect(page).toHaveURL(/rows=true/);
  await expect(page.getByRole('region', { name: 'Rows of the bills' }).getByText('odd.csv').first()).toBeVisible();
});
