import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { BillingMonth } from '@/lib/domain/cost/billing-delivery';
import type { Gap } from '@/lib/domain/provider-fault';
import type { BillingDelivery, CostRead } from '../../contract/cost';
import { toCompleteness } from '../../contract/faults/to-gaps';
import type { CoreWeaveSession } from '../metrics/metrics-api';
import { priceUsage, type Unpriced } from './price-usage';
import { parseRate } from './rate-card';
import { readUsage, type UsageRow, type UsageWindow, usageOperation } from './usage-api';

/** The usage API tells nothing of before. */
const firstMonth = '2026-01';
const hourMs = 60 * 60_000;
/** SKUs without a rate that are told one by one. */
const mostTold = 20;

/**
 * Names each month of the organisation's usage, priced by the connection's rate card. Usage is told by the hour, so the
 * running hour is left out. Throws only the reason of an aborted session.
 */
export async function* readCost(
  session: CoreWeaveSession,
  months: readonly BillingMonth[],
): AsyncGenerator<CostRead, void> {
  const { billingUrl, rateCard, clusterName: account } = session.settings;
  const gaps: Gap[] = [];
  const rates = rateCard.flatMap((line) => parseRate(line) ?? []);
  for (const month of [...months].sort()) {
    const window = toWindow(month, session.now());
    if (billingUrl === undefined || window === null) continue;
    const { rows, fault } = await readUsage(session, billingUrl, window);
    if (fault !== null) {
      gaps.push(fault.toGap({ account, subject: `usage of ${month}` }));
      continue;
    }
    const { priced, unpriced } = priceUsage(rows, rates);
    gaps.push(...toGaps(unpriced, account));
    for (const [organisation, ofOne] of groupByOrganisation(priced, account))
      yield { type: 'delivery', delivery: toDelivery(organisation, month, ofOne) };
  }
  yield { type: 'end', completeness: toCompleteness(gaps), readAt: session.now() };
}

/** What of a month there can be usage of; null when there is none yet, or none is kept. */
function toWindow(month: BillingMonth, now: Date): UsageWindow | null {
  const from = new Date(`${month}-01T00:00:00Z`);
  const end = Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1);
  const to = new Date(Math.min(end, Math.floor(now.getTime() / hourMs) * hourMs));
  return month < firstMonth || to <= from ? null : { from, to };
}

/** A connection is of one cluster, but its token may see the usage of the whole organisation. */
function groupByOrganisation(rows: readonly UsageRow[], account: string): Map<string, UsageRow[]> {
  return Map.groupBy(rows, ({ BillingAccountId }) => BillingAccountId ?? account);
}

function toDelivery(organisation: string, billingMonth: BillingMonth, rows: readonly UsageRow[]): BillingDelivery {
  const start = new Date(`${billingMonth}-01T00:00:00Z`);
  const ofPeriod = {
    BillingPeriodStart: start.toISOString(),
    BillingPeriodEnd: new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1)).toISOString(),
    BillingAccountId: organisation,
  };
  const content = Buffer.from(rows.map((row) => `${JSON.stringify({ ...ofPeriod, ...row })}\n`).join(''));
  return {
    source: 'coreweave-usage',
    scope: organisation,
    title: `FOCUS usage of ${organisation}`,
    billingMonth,
    // The API has no mark of its own for what it last told, and a new rate makes new costs of old usage.
    version: createHash('sha256').update(content).digest('hex'),
    deliveredAt: null,
    basis: 'own-estimate',
    coverage: 'all',
    files: [
      {
        name: `focus-usage-${billingMonth}.jsonl`,
        encoding: 'json-lines',
        bytes: content.length,
        open: async () => Readable.from([content]),
      },
    ],
    toFocus: null,
  };
}

function toGaps(unpriced: readonly Unpriced[], account: string): Gap[] {
  const gap = (subject: string, message: string): Gap => ({
    fault: 'capability-unsupported',
    detailOnly: true,
    account,
    subject,
    operation: usageOperation,
    code: 'NoRate',
    message,
    remedy: 'Add the price of your contract to the rate card of the connection; until then this usage has no cost.',
  });
  const told = unpriced
    .slice(0, mostTold)
    .map(({ sku, unit, from, rows }) =>
      gap(
        sku,
        `CoreWeave tells no prices, and the rate card has none of ${sku} per ${unit} from ${from} on (${rows} rows).`,
      ),
    );
  const rest = unpriced.length - told.length;
  return rest === 0 ? told : [...told, gap('usage', `The rate card has no price of ${rest} more SKUs.`)];
}
