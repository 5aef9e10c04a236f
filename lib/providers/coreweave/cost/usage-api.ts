import { z } from 'zod';
import { createGuardedFetch } from '../../contract/http/guarded-fetch';
import { readPages } from '../../contract/paging/read-pages';
import type { ProviderError } from '../../contract/provider-error';
import { NoCredentials, Refusal } from '../../kubernetes/connect/answers';
import type { CoreWeaveSession } from '../metrics/metrics-api';

export const usageOperation = 'billing:focus';
/** The most that one page may hold. */
const mostRows = 1_000;

/** An hour's usage of one SKU in one zone and cluster: columns of FOCUS and CoreWeave’s own, numbers as they were written. */
export type UsageRow = Record<string, string | null>;

const valueSchema = z
  .union([z.string(), z.boolean().transform(String), z.json().transform((value) => JSON.stringify(value))])
  .nullable();
const pageSchema = z.object({
  data: z.array(z.record(z.string(), valueSchema)),
  next_page_token: z.string().nullish(),
});

/** A stretch of usage: from `from`, included, to `to`, not included; at most 90 days. */
export interface UsageWindow {
  from: Date;
  to: Date;
}

/** Reads all usage of a stretch. `fault`: why not all of it was read; null when it was. */
export async function readUsage(
  session: CoreWeaveSession,
  billingUrl: string,
  window: UsageWindow,
): Promise<{ rows: UsageRow[]; fault: ProviderError | null }> {
  const { items, fault } = await readPages({
    operation: usageOperation,
    fetchPage: (token) => askUsage(session, billingUrl, window, { size: mostRows, token }),
    itemsOf: ({ data }) => data,
    nextTokenOf: ({ next_page_token: next }) => next,
    identityOf: (row) => JSON.stringify(row),
  });
  return { rows: items, fault };
}

/** One page of the usage of a stretch. Throws a `ProviderError`. */
export function askUsage(
  { settings, secret, transport, calls }: CoreWeaveSession,
  billingUrl: string,
  { from, to }: UsageWindow,
  page: { size: number; token: string | undefined },
): Promise<z.output<typeof pageSchema>> {
  const address = new URL(`${billingUrl}/v1/billing/focus`);
  address.search = new URLSearchParams({
    start_time: toSeconds(from),
    end_time: toSeconds(to),
    group_by: 'location',
    format: 'json',
    page_size: String(page.size),
    ...(page.token === undefined ? {} : { page_token: page.token }),
  }).toString();
  const send = createGuardedFetch(transport);
  const bucket = `${settings.clusterName}/billing`;
  return calls.run(
    { operation: usageOperation, bucket, priceMicroUsd: 0, place: 'CoreWeave’s billing' },
    async (signal) => {
      if (secret === null) throw new NoCredentials();
      const answer = await send(address, {
        headers: { accept: 'application/json', authorization: `Bearer ${secret.token}` },
        signal,
      });
      const text = await answer.text();
      if (!answer.ok) throw new Refusal(answer.status, answer.headers, undefined);
      return pageSchema.parse(JSON.parse(text, keepNumbers));
    },
  );
}

/** Quantities stay as they were written: as numbers of JavaScript they would lose digits. */
function keepNumbers(this: unknown, _key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' ? (context?.source ?? String(value)) : value;
}

function toSeconds(at: Date): string {
  return at.toISOString().replace(/\.\d{3}Z$/, 'Z');
}
