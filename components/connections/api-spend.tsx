import { Missing } from '@/components/ui/missing';
import type { Connection } from '@/lib/api/contracts/connections';
import { formatMicroUsd } from '@/lib/format/format-micro-usd';
import { formatNumber } from '@/lib/format/format-number';
import { withheldReason } from './withheld';

/** How many API calls reading a connection took. */
export function ApiCalls({ spend }: { spend: Connection['apiSpend'] }) {
  return spend === null ? <Missing reason={withheldReason} /> : formatNumber(spend.calls);
}

/** What those calls cost. */
export function ApiCost({ spend }: { spend: Connection['apiSpend'] }) {
  return spend === null ? <Missing reason={withheldReason} /> : formatMicroUsd(spend.costMicroUsd);
}
