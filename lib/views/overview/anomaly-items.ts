import { reachOf } from '@/lib/access/authorise';
import type { AttentionItem } from '@/lib/api/contracts/overview';
import { readOpenAnomalies } from '@/lib/views/cost/anomalies/read-anomalies';
import type { ViewContext } from '@/lib/views/view-context';

/** So many are told by themselves; the others together. */
const told = 3;

/** The largest cost anomalies that nobody has looked at; none for whoever may not see costs. */
export async function readAnomalyItems(context: ViewContext): Promise<AttentionItem[]> {
  if (reachOf(context.actor, 'cost:read') === null) return [];
  const { largest, count } = await readOpenAnomalies(context, told);
  const items = largest.map(({ id, value, impact, currency, from, to, foundAt }) => ({
    status: 'warning' as const,
    title: `Costs of ${value} are out of the usual`,
    detail: `${sayMoney(impact, currency)} than expected ${from === to ? `on ${from}` : `from ${from} to ${to}`}, an estimate.`,
    remedy: 'Look at what made it, and say whether it was to be expected.',
    href: `/cost/anomalies/${id}`,
    since: foundAt,
  }));
  const others = count - items.length;
  if (others <= 0) return items;
  return [
    ...items,
    {
      status: 'warning',
      title: `${others} more cost ${others === 1 ? 'anomaly' : 'anomalies'}`,
      detail: 'Smaller ones that nobody has looked at.',
      remedy: null,
      href: '/cost/anomalies',
      since: null,
    },
  ];
}

/** Whole units are enough for an estimate. */
function sayMoney(impact: string, currency: string | null): string {
  const size = impact.replace(/^-/, '');
  const format = new Intl.NumberFormat('en-US', {
    ...(currency === null ? {} : { style: 'currency', currency }),
    maximumFractionDigits: 0,
  });
  return `${format.format(size as `${number}`)} ${impact.startsWith('-') ? 'less' : 'more'}`;
}
