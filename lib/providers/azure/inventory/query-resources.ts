import type { QueryResponse } from '@azure/arm-resourcegraph';
import { z } from 'zod';
import { heldItems, readConvertedPages } from '../../contract/paging/read-pages';
import { ProviderError } from '../../contract/provider-error';
import type { AzureContext } from '../connect/azure-context';
import { AzureRefusal } from '../connect/azure-refusal';

export const queryOperation = 'resource-graph:Resources';

/** The most rows an answer may hold. */
const pageRows = 1000;

export interface QueryReading<Item> {
  subscription: string;
  query: string;
  /** Rows as items, each row once. */
  toItems(rows: unknown[]): Item[];
  /** Takes items off while the reading goes on; absent, all are held to the end. */
  spill?(items: Item[]): Promise<void>;
}

/** What a query found, and whether it came to its end. */
export interface QueryRead<Item> {
  /** What had been read when a fault ended the reading, without what was spilled. */
  items: Item[];
  /** Distinct rows of all pages, before they became items. */
  rows: number;
  fault: ProviderError | null;
}

/** Puts one query to one subscription and reads its pages to the end. */
export async function queryResources<Item>(
  context: AzureContext,
  { subscription, query, toItems, spill }: QueryReading<Item>,
): Promise<QueryRead<Item>> {
  const answered: { last: QueryResponse | null } = { last: null };
  const { items, listed, fault } = await readConvertedPages({
    operation: queryOperation,
    fetchPage: (skipToken) => fetchPage(context, subscription, query, skipToken),
    itemsOf: (page: QueryResponse) => {
      answered.last = page;
      return requireRows(page);
    },
    nextTokenOf: ({ skipToken }) => skipToken,
    identityOf: toIdentity,
    convert: toItems,
    ...(spill === undefined ? {} : { spill: { at: heldItems, take: spill } }),
  });
  return { items, rows: listed, fault: fault ?? (answered.last && findShortfall(answered.last, listed)) };
}

async function fetchPage(
  context: AzureContext,
  subscription: string,
  query: string,
  skipToken: string | undefined,
): Promise<QueryResponse> {
  const { session, quota, resourceGraph } = context;
  const request = {
    subscriptions: [subscription],
    query,
    options: { resultFormat: 'objectArray' as const, top: pageRows, ...(skipToken === undefined ? {} : { skipToken }) },
  };
  // Azure counts an identity's queries over all subscriptions, which the quota sees to; a bucket of each subscription
  // keeps the trouble of one from the others.
  const call = {
    operation: queryOperation,
    bucket: `${session.settings.tenantId}/${subscription}/resource-graph`,
    place: `subscription ${subscription}`,
    priceMicroUsd: 0,
  };
  await context.authenticate('resourceManagerScope');
  let turn = await quota.take(session.signal);
  let isFirst = true;
  try {
    return await session.calls.run(call, async (abortSignal) => {
      if (!isFirst) turn = await quota.take(abortSignal);
      isFirst = false;
      try {
        return await resourceGraph.resources(request, {
          abortSignal,
          onResponse: ({ headers }) => turn(headers.toJSON()),
        });
      } catch (error) {
        turn(error instanceof AzureRefusal ? error.headers : null);
        throw error;
      }
    });
  } finally {
    turn(null);
  }
}

function requireRows({ data, totalRecords }: QueryResponse): unknown[] {
  if (Array.isArray(data) && Number.isSafeInteger(totalRecords)) return data;
  throw unexpected('RowsMissing', 'answered without the rows it must hold');
}

/** A page without a next one must complete what the query says there is; null when it does, or when more pages follow. */
function findShortfall(
  { resultTruncated, skipToken, totalRecords }: QueryResponse,
  rows: number,
): ProviderError | null {
  if (skipToken !== undefined && skipToken !== '') return null;
  if (resultTruncated === 'true')
    return unexpected('ResultTruncated', 'cut its result short without saying how to go on');
  return rows < totalRecords ? unexpected('RowsMissing', `ended after ${rows} of ${totalRecords} rows`) : null;
}

const identifiedSchema = z.object({ id: z.string() });

function toIdentity(row: unknown): string {
  const parsed = identifiedSchema.safeParse(row);
  return parsed.success ? parsed.data.id.toLowerCase() : JSON.stringify(row);
}

export function unexpected(code: string, problem: string): ProviderError {
  return new ProviderError({
    kind: 'response-unexpected',
    code,
    operation: queryOperation,
    message: `${queryOperation} ${problem}.`,
    remedy: 'What was read is kept; if the next collection says the same, report it to Microsoft.',
  });
}
