import { z } from 'zod';
import type { WireRequest, WireResponse } from '../../wire/wire';
import { subscriptions } from '../../world/azure/geography';
import { AzureError, jsonResponse } from '../azure-error';
import type { Call } from '../call';
import { readPosition } from '../paging';
import { forbidden, throttled, toTimeSpan } from '../refusals';
import { evaluate, type Row } from './kusto/evaluate';
import { parseQuery } from './kusto/parse-query';
import type { Query } from './kusto/query';
import { QueryFault } from './kusto/query-fault';
import { compareKeys, type QueryResult, runQuery } from './kusto/run-query';
import { rowsOf } from './tables';

const mostRows = 1000;

const bodySchema = z.object({
  query: z.string().min(1),
  subscriptions: z.array(z.string()).optional(),
  options: z
    .object({
      $top: z.int().min(1).max(mostRows).optional(),
      $skip: z.int().min(0).optional(),
      $skipToken: z.string().min(1).optional(),
      resultFormat: z.enum(['objectArray', 'table']).optional(),
    })
    .optional(),
});
type QueryBody = z.infer<typeof bodySchema>;

/** What the body asks; null when it is not what the operation takes. */
export function readBody({ body }: WireRequest): QueryBody | null {
  try {
    const parsed = bodySchema.safeParse(JSON.parse(body.toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The subscriptions a query covers: those its body names, else every one of the directory. */
export function coveredBy(body: QueryBody | null): string[] {
  const named = body?.subscriptions ?? [];
  return named.length === 0 ? Object.values(subscriptions).map(({ id }) => id) : named.map((id) => id.toLowerCase());
}

/** Answers a Resource Graph query. */
export function answerQuery(call: Call): WireResponse {
  const body = readBody(call.request);
  if (!body) throw badQuery('InvalidRequest', 'The body is not a query request.');
  const { quota, world, fault } = call;
  const spent = quota.count();
  if (spent.isSpent) throw throttled('resourcegraph', spent.resetsAfterSeconds);
  const { covered, isCut } = cover(call, body);
  const held = world.throttling;
  if (held && covered.has(held.subscription)) {
    throw throttled('resourcegraph', Math.min(longestWaitSeconds, secondsUntil(held.until, call.worldNow)));
  }
  const { page, total, token, isTruncated } = readPage(call, body, covered);
  const rows = fault?.kind === 'empty-success' ? [] : page;
  const headers: Record<string, string> = {
    'x-ms-user-quota-remaining': String(spent.remaining),
    'x-ms-user-quota-resets-after': toTimeSpan(spent.resetsAfterSeconds),
  };
  if (isCut) headers['x-ms-tenant-subscription-limit-hit'] = 'true';
  const answer = {
    totalRecords: fault?.kind === 'empty-success' ? 0 : total,
    count: rows.length,
    data: body.options?.resultFormat === 'table' ? toTable(rows) : rows.map(toObject),
    facets: [],
    resultTruncated: isTruncated ? 'true' : 'false',
  };
  const isLast = token === undefined || fault?.kind === 'empty-success';
  return jsonResponse(200, isLast ? answer : { ...answer, $skipToken: token }, headers);
}

/** The subscriptions the query may cover; beyond the ceiling they are cut off, and only a header says so. */
function cover({ subscriptionCeiling }: Call, body: QueryBody): { covered: Set<string>; isCut: boolean } {
  const all = coveredBy(body);
  const known = new Set(Object.values(subscriptions).map(({ id }): string => id));
  const stranger = all.find((id) => !known.has(id));
  if (stranger !== undefined) throw forbidden('Microsoft.Resources/subscriptions/read', `/subscriptions/${stranger}`);
  return { covered: new Set(all.slice(0, subscriptionCeiling)), isCut: all.length > subscriptionCeiling };
}

interface QueryPage {
  page: readonly Row[];
  total: number;
  /** Undefined on the last page. */
  token: string | undefined;
  /** True when there is more that cannot be paged to. */
  isTruncated: boolean;
}

function readPage(call: Call, body: QueryBody, covered: ReadonlySet<string>): QueryPage {
  const { $top: size = mostRows, $skip: skip = 0, $skipToken: token } = body.options ?? {};
  const position = readPosition(call, {
    question: [body.query, [...covered].sort()],
    token,
    invalidToken: () => badQuery('InvalidSkipToken', 'The skip token is not of this query.'),
  });
  const result = run(body.query, call, covered);
  const { rows, canPage } = result;
  const start = position.after === undefined ? skip : startBehind(result, position.after);
  const page = rows.slice(start, start + size);
  const last = page.at(-1);
  const isMore = last !== undefined && start + page.length < rows.length;
  const next = isMore && canPage ? placeOf(result, last, start + page.length) : undefined;
  return {
    page,
    total: rows.length,
    token: canPage ? position.tokenBefore(next) : undefined,
    isTruncated: isMore && !canPage,
  };
}

function run(text: string, { world, answers }: Call, covered: ReadonlySet<string>): QueryResult {
  try {
    return answers.recall(world.at, [text, ...covered], () => {
      const query: Query = parseQuery(text);
      return runQuery(query, rowsOf(query, world, covered));
    });
  } catch (error) {
    if (error instanceof QueryFault) throw badQuery(error.code, error.message);
    throw error;
  }
}

const placeSchema = z.union([z.strictObject({ offset: z.int() }), z.strictObject({ keys: z.array(z.unknown()) })]);
type Place = z.infer<typeof placeSchema>;

/** A page ends behind its last row where rows are ordered by id, so that what comes and goes shifts nothing. */
function placeOf({ ordering }: QueryResult, last: Row, offset: number): Place {
  const isUnique = ordering.some(({ value }) => value.kind === 'column' && value.name === 'id');
  return isUnique ? { keys: ordering.map(({ value }) => evaluate(value, last)) } : { offset };
}

function startBehind({ rows, ordering }: QueryResult, after: unknown): number {
  const place = placeSchema.parse(after);
  if ('offset' in place) return place.offset;
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    const keys = row ? ordering.map(({ value }) => evaluate(value, row)) : [];
    if (compareKeys(ordering, keys, place.keys) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function badQuery(code: string, message: string): AzureError {
  return new AzureError(400, 'BadRequest', 'Please provide below info when asking for support.', {
    details: [
      { code: 'InvalidQuery', message: 'Query is invalid. Please refer to the documentation.' },
      { code, message },
    ],
  });
}

function toObject(row: Row): Record<string, unknown> {
  return Object.fromEntries(row.columns.map((name) => [name, row.read(name)]));
}

function toTable(rows: readonly Row[]): unknown {
  const names = rows[0]?.columns ?? [];
  const typeOf = (value: unknown) =>
    typeof value === 'string' ? 'string' : typeof value === 'number' ? 'integer' : 'object';
  return {
    columns: names.map((name) => ({ name, type: typeOf(rows[0]?.read(name)) })),
    rows: rows.map((row) => names.map((name) => row.read(name))),
  };
}

/** Azure asks for minutes at most, however long a subscription then stays throttled. */
const longestWaitSeconds = 240;

function secondsUntil(until: Date, now: Date): number {
  return Math.ceil((until.getTime() - now.getTime()) / 1000);
}
