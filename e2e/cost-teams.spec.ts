import { costRulesSchema } from '@/lib/api/contracts/cost-rules';
import { showbackSchema } from '@/lib/api/contracts/showback';
import { formatMoney } from '@/lib/format/format-money';
import { toCostDays } from '@/lib/queries/cost-url';
import { importBill } from './setup/import-bill';
import { expect, test } from './setup/journey';

test.use({ persona: 'finance' });

const lastMonth = toCostDays('last-month', new Date());
const month = lastMonth.from.slice(0, 7);

/** A bill of last month in a currency that no other bill of the demo is in, whose crews no connection's rules know. */
function toBill(): string {
  const from = `${lastMonth.from}T00:00:00Z`;
  const to = new Date(Date.parse(lastMonth.to) + 86_400_000).toISOString();
  const rows = [
    ['300', 'Engines', '{"journey-crew":"north-1"}'],
    ['100', 'Engines', '{"journey-crew":"south-1"}'],
    ['10.000000000000000000000001', 'Journey support', '{}'],
    ['7', 'Storage', '{}'],
  ].map(([cost, service, tags]) =>
    [cost, cost, 'journey-teams', 'CZK', from, to, from, to, 'Usage', 'Journey Cloud', service]
      .concat(`"${tags?.replaceAll('"', '""')}"`)
      .join(','),
  );
  const header =
    'BilledCost,EffectiveCost,BillingAccountId,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ProviderName,ServiceName,Tags';
  return `${[header, ...rows].join('\n')}\n`;
}

test.beforeAll(() => importBill('journey-teams.csv', toBill()));

test('finance writes rules, tries them on a month, saves them, and teams bear what they say', async ({ page, api }) => {
  await page.goto(`/cost/teams?month=${month}&book=CZK+billed`);
  const table = page.getByRole('region', { name: 'Costs by team' });
  await expect(table.getByRole('row', { name: /^Unallocated/ })).toContainText(formatMoney('417.000001', 'CZK'));

  await page.getByRole('link', { name: 'Rules' }).click();
  await page.getByRole('button', { name: 'Edit a draft' }).click();
  const draft = page.getByRole('form', { name: 'Draft of the rules' });
  const addRule = async (place: number, pattern: string, team: string) => {
    await draft.getByRole('button', { name: 'Add rule' }).click();
    const rule = draft
      .getByRole('listitem')
      .filter({ has: page.getByRole('button', { name: `Remove rule ${place}` }) });
    await rule.getByLabel('Tag', { exact: true }).fill('journey-crew');
    await rule.getByLabel('Value', { exact: true }).selectOption('maps');
    await rule.getByLabel('Where it is like').fill(pattern);
    await rule.getByLabel('It is the team').fill(team);
  };
  const { items } = await api.get('/cost/rules', costRulesSchema);
  const written = items[0]?.rules.attribution.length ?? null;
  const first = written === null ? 1 : written + 1;
  await addRule(first, 'north-*', 'journey-north');
  await addRule(first + 1, 'south-*', 'journey-south');
  await draft.getByRole('button', { name: 'Add pool' }).click();
  await draft.getByRole('button', { name: /^Save version/ }).click();
  await expect(draft.getByRole('alert')).toContainText('Name the pool.');
  await expect(draft.getByRole('alert')).toContainText('Say why');
  await draft.getByLabel('Name', { exact: true }).last().fill('Journey support');
  await draft.getByLabel('Any of these values').last().fill('Journey support');
  await draft.getByLabel('Teams').last().fill('journey-north\njourney-south');

  await draft.getByLabel('Month').selectOption(month);
  await draft.getByRole('button', { name: 'Try it' }).click();
  const preview = page.getByRole('region', { name: 'Before and after, CZK' });
  await expect(preview.getByRole('row', { name: /^journey-north/ })).toContainText(formatMoney('307.5', 'CZK'));
  await draft.getByLabel('Why').fill('Agreed for the journey');
  await draft.getByRole('button', { name: /^Save version/ }).click();
  await expect(draft).toBeHidden();
  const versions = page.getByRole('region', { name: 'Versions' });
  await expect(versions).toContainText('Agreed for the journey');
  await expect(versions).toContainText('Added pool: “Journey support”');

  await page.goto(`/cost/teams?month=${month}&book=CZK+billed`);
  await expect(table.getByRole('row', { name: /^journey-north/ })).toContainText(formatMoney('307.5', 'CZK'));
  await expect(table.getByRole('row', { name: /^journey-south/ })).toContainText(formatMoney('102.5', 'CZK'));
  await expect(table.getByRole('row', { name: /^Unallocated/ })).toContainText(formatMoney('7', 'CZK'));
  await expect(table.getByRole('row', { name: /^Whole/ })).toContainText(formatMoney('417.000001', 'CZK'));
  const told = await api.get(`/cost/showback?from=${lastMonth.from}&to=${lastMonth.to}`, showbackSchema);
  const book = told.books.find(({ currency }) => currency === 'CZK');
  expect(book?.whole?.amount).toBe('417.000000000000000000000001');
  await page.getByRole('button', { name: 'About “By team”' }).click();
  await expect(page.getByRole('dialog', { name: 'About “By team”' })).toContainText('add up to the whole');
  await page.keyboard.press('Escape');
  await table.getByRole('link', { name: 'journey-north' }).click();
  await expect(page).toHaveURL(/team=journey-north/);
});

test.describe('who may not see costs', () => {
  test.use({ persona: 'operator' });

  test('is told so', async ({ page }) => {
    await page.goto('/cost/teams');
    await expect(page.getByText('You may not see what things cost', { exact: true })).toBeVisible();
  });
});
