import { z } from 'zod';
import { parseAmount } from '@/lib/domain/cost/amount';
import type { ReadResult } from '@/lib/domain/provider-fault';
import type { EstimateLine, EstimateSpan } from '../../contract/estimate';
import { addFault } from '../../contract/faults/add-fault';
import { toCompleteness, toGaps } from '../../contract/faults/to-gaps';
import { ProviderError } from '../../contract/provider-error';
import { AzureContext } from '../connect/azure-context';
import type { AzureSession } from '../connect/azure-session';
import { readSubscriptions } from '../connect/read-subscriptions';
import { parseExportEntry } from '../cost/export-entry';
import { costQueryOperation as operation } from '../permissions/operations';

const apiVersion = '2023-11-01';

/** Numbers come as the text they were written in, for a sum of money must not lose digits. */
const answerSchema = z.object({
  properties: z.object({
    nextLink: z.string().nullish(),
    columns: z.array(z.object({ name: z.string() })),
    rows: z.array(z.array(z.string().nullable())),
  }),
});

/**
 * What Cost Management's query says subscriptions cost. Asked of the billing scopes whose exports are read, else of each
 * subscription. A query is free; each counts against what the tenant may ask, and a refusal says when to come again.
 */
export async function askEstimate(
  session: AzureSession,
  span: EstimateSpan,
  mostPages: number,
): Promise<ReadResult<EstimateLine>> {
  const context = new AzureContext(session);
  const sums = new Map<string, EstimateLine>();
  const faults: ProviderError[] = [];
  let left = mostPages;
  for (const scope of await scopesOf(context)) {
    let url: string | null =
      `${context.places.resourceManager}${scope}/providers/Microsoft.CostManagement/query?api-version=${apiVersion}`;
    try {
      while (url !== null && left > 0) {
        left -= 1;
        url = addPage(sums, await askPage(context, scope, url, span));
      }
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      addFault(faults, error);
      // What the tenant may ask is spent for whatever scope asks next.
      if (error.kind === 'rate-limited' || left === 0) break;
      continue;
    }
    if (url !== null) {
      addFault(faults, fault('MorePages', `would take more than ${mostPages} queries`));
      break;
    }
  }
  const [first] = faults;
  if (sums.size === 0 && first !== undefined) throw first;
  const completeness = toCompleteness(toGaps(faults, { subject: 'the estimate' }));
  return { items: [...sums.values()], completeness, readAt: session.now(), source: 'Azure Cost Management' };
}

/** Billing scopes tell everything below them; an identity that may read none of them asks for its subscriptions. */
async function scopesOf(context: AzureContext): Promise<string[]> {
  const { settings } = context.session;
  const billing = settings.billingExports.flatMap((entry) => {
    const parsed = parseExportEntry(entry, settings);
    return parsed?.type === 'scope' ? [parsed.scope] : [];
  });
  if (billing.length > 0) return billing;
  const ids =
    settings.subscriptions.length > 0 ? settings.subscriptions : (await readSubscriptions(context)).map(({ id }) => id);
  return ids.map((id) => `/subscriptions/${id}`);
}

async function askPage(context: AzureContext, scope: string, url: string, { from, to }: EstimateSpan) {
  const { session } = context;
  const call = {
    operation,
    bucket: `${session.settings.tenantId}/cost-management`,
    place: `scope ${scope}`,
    priceMicroUsd: 0,
  };
  const question = {
    type: 'ActualCost',
    timeframe: 'Custom',
    timePeriod: { from: `${from}T00:00:00+00:00`, to: `${to}T23:59:59+00:00` },
    dataset: {
      granularity: 'None',
      aggregation: { totalCost: { name: 'Cost', function: 'Sum' } },
      grouping: [{ type: 'Dimension', name: 'SubscriptionId' }],
    },
  };
  await context.authenticate('resourceManagerScope');
  return session.calls.run(call, async (signal) =>
    answerSchema.parse(parseWritten(await context.askResourceManager(url, question, signal))),
  );
}

/** Adds a page's rows, and gives the address of the next page; null: it was the last. Throws a `ProviderError`. */
function addPage(sums: Map<string, EstimateLine>, { properties }: z.infer<typeof answerSchema>): string | null {
  const place = (name: string) => properties.columns.findIndex((column) => column.name.toLowerCase() === name);
  const [cost, subscription, unit] = [place('cost'), place('subscriptionid'), place('currency')];
  if (cost < 0 || unit < 0) throw fault('ColumnsMissing', 'answered without the columns it was asked for');
  for (const row of properties.rows) {
    const [text, currency] = [row[cost], row[unit]];
    const amount = typeof text === 'string' ? parseAmount(text) : null;
    if (amount === null || typeof currency !== 'string')
      throw fault('AmountUnreadable', 'told a cost that is no number with 24 digits');
    const account = toAccount(row[subscription] ?? null);
    const key = JSON.stringify([account, currency]);
    const known = sums.get(key);
    sums.set(key, { account, currency, amount: known === undefined ? amount : known.amount + amount });
  }
  return properties.nextLink || null;
}

/** A subscription as bills name it, which the query names by its bare id. */
function toAccount(told: string | null): string | null {
  if (told === null || told === '') return null;
  return told.startsWith('/') ? told : `/subscriptions/${told}`;
}

function parseWritten(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' ? (context?.source ?? String(value)) : value,
  );
}

function fault(code: string, problem: string): ProviderError {
  return new ProviderError({
    kind: 'response-unexpected',
    code,
    operation,
    message: `Azure’s query of costs ${problem}.`,
    remedy: 'Ask for fewer days, or wait for the bill.',
  });
}
