import { z } from 'zod';
import type { WireResponse } from '../../wire/wire';
import { subscriptions } from '../../world/azure/geography';
import type { BillBook } from '../../world/bills/bill-book';
import { inCurrency } from '../../world/bills/bill-truth';
import { addMonths, type Month, monthOf } from '../../world/bills/calendar';
import type { Bill, BillRow } from '../../world/bills/charge';
import { text } from '../../world/bills/money';
import { AzureError, jsonResponse } from '../azure-error';
import type { Call } from '../call';
import { billingAccountScope } from '../exports/definitions';
import * as refusals from '../refusals';

const instant = z.string().refine((value) => !Number.isNaN(Date.parse(value)));
const bodySchema = z.object({
  type: z.enum(['ActualCost', 'AmortizedCost', 'Usage']),
  timeframe: z.literal('Custom'),
  timePeriod: z.object({ from: instant, to: instant }),
  dataset: z.object({
    granularity: z.enum(['Daily', 'None']).default('None'),
    aggregation: z.record(z.string(), z.object({ name: z.enum(['Cost', 'PreTaxCost']), function: z.literal('Sum') })),
    grouping: z
      .array(
        z.object({ type: z.literal('Dimension'), name: z.enum(['SubscriptionId', 'ServiceName', 'ResourceLocation']) }),
      )
      .max(2)
      .default([]),
  }),
});
type Asked = z.infer<typeof bodySchema>;

/** Answers the query API of Cost Management: sums over the days asked for, in the currency of the bill. */
export function answerCostQuery(book: BillBook, costScope: string, call: Call): WireResponse {
  const scope = costScope.toLowerCase();
  const known = [billingAccountScope, ...Object.values(subscriptions).map(({ id }) => `/subscriptions/${id}`)];
  if (call.fault?.kind === 'missing-permission' || !known.some((each) => each.toLowerCase() === scope))
    throw refusals.forbidden('Microsoft.CostManagement/query/read', costScope);
  const asked = bodySchema.safeParse(readJson(call.request.body));
  if (!asked.success)
    throw new AzureError(400, 'BadRequest', `Invalid query definition: ${asked.error.issues[0]?.message ?? 'unknown'}`);
  const { columns, rows } = query(book, asked.data, scope, call.worldNow);
  const body = {
    id: `${costScope.replace(/^\//, '')}/providers/Microsoft.CostManagement/query/${call.requestId}`,
    name: call.requestId,
    type: 'Microsoft.CostManagement/query',
    location: null,
    sku: null,
    eTag: null,
    properties: { nextLink: null, columns, rows: call.fault?.kind === 'empty-success' ? [] : rows },
  };
  return jsonResponse(200, body, {
    'x-ms-ratelimit-microsoft.costmanagement-qpu-consumed': '1',
    'x-ms-ratelimit-microsoft.costmanagement-qpu-remaining': 'QueryOperations:11',
  });
}

function query(book: BillBook, { timePeriod, dataset, type }: Asked, scope: string, now: Date) {
  const first = timePeriod.from.slice(0, 10);
  const last = timePeriod.to.slice(0, 10);
  const names = Object.keys(dataset.aggregation);
  const isDaily = dataset.granularity === 'Daily';
  const sums = new Map<string, { bill: Bill; keys: (string | number)[]; sum: bigint }>();
  for (let month: Month = monthOf(first); month <= monthOf(last); month = addMonths(month, 1)) {
    const bill = book.billAsOf('azure', month, now);
    for (const row of bill?.rows ?? []) {
      if (bill === null || row.from < first || row.from > last || !isWithin(row, scope)) continue;
      const day = isDaily ? [Number(row.from.replaceAll('-', ''))] : [];
      const keys = [...day, ...dataset.grouping.map(({ name }) => keyOf(row, name)), bill.currency];
      const key = JSON.stringify(keys);
      const known = sums.get(key) ?? { bill, keys, sum: 0n };
      known.sum += inCurrency(bill, type === 'AmortizedCost' ? row.costs.effective : row.costs.billed);
      sums.set(key, known);
    }
  }
  const columns = [
    ...names.map(() => ({ name: 'Cost', type: 'Number' })),
    ...(isDaily ? [{ name: 'UsageDate', type: 'Number' }] : []),
    ...dataset.grouping.map(({ name }) => ({ name, type: 'String' })),
    { name: 'Currency', type: 'String' },
  ];
  const rows = [...sums.values()].map(({ keys, sum }) => [...names.map(() => Number(text(sum))), ...keys]);
  return { columns, rows };
}

function isWithin({ line }: BillRow, scope: string): boolean {
  return !scope.startsWith('/subscriptions/') || scope === `/subscriptions/${line.account.id.toLowerCase()}`;
}

function keyOf({ line }: BillRow, name: 'SubscriptionId' | 'ServiceName' | 'ResourceLocation'): string {
  if (name === 'SubscriptionId') return line.account.id;
  return name === 'ServiceName' ? line.service.name : (line.region ?? '');
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
