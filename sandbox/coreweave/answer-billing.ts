import { z } from 'zod';
import type { Fault } from '../faults/fault';
import { type Credentials, identifyCaller } from '../kubernetes/credentials';
import type { WireRequest, WireResponse } from '../wire/wire';
import { createCoreWeaveUsage, usageFrom, usageKnownTo } from '../world/bills/coreweave/coreweave-usage';
import { billingColumns, toBillingRows } from './billing-rows';

const path = '/v1/billing/focus';
const dayMs = 86_400_000;
const hourMs = 3_600_000;
const longestDays = 90;

/** What is asked of the billing API; null when something else is asked for. */
export function billingOperation(request: WireRequest): string | null {
  return request.path === path ? 'ExportFocus' : null;
}

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const querySchema = z
  .object({
    start_time: instant,
    end_time: instant,
    group_by: z.enum(['location', 'capacity_plan']).default('location'),
    format: z.enum(['json', 'csv']).default('json'),
    product_family: z.enum(['GPU Compute', 'CPU Compute', 'Storage', 'Network']).optional(),
    cluster: z.string().optional(),
    zone: z.string().optional(),
    page_size: z.coerce.number().int().min(1).max(1000).default(1000),
    page_token: z.string().optional(),
  })
  .refine(({ start_time: start, end_time: end }) => end > start, { message: 'end_time must be after start_time' })
  .refine(({ start_time: start, end_time: end }) => end.getTime() - start.getTime() <= longestDays * dayMs, {
    message: `the time range must not exceed ${longestDays} days`,
  });
type Query = z.output<typeof querySchema>;

/**
 * Makes the endpoint: usage by the hour in FOCUS 1.2, without money. Whoever may not use it, as before the vendor has
 * enabled it, is refused under the fault that takes permissions away.
 */
export function createBillingEndpoint(seed: string, scale: number, credentials: Credentials) {
  const usage = createCoreWeaveUsage(seed, scale);
  return (request: WireRequest, fault: Fault | null, now: Date): WireResponse => {
    if (fault?.kind === 'expired-credentials' || !identifyCaller(credentials, request)) {
      return refuse(401, 16, 'invalid or expired access token');
    }
    if (fault?.kind === 'missing-permission') {
      return refuse(403, 7, 'FOCUS export is not enabled for this organization');
    }
    if (fault?.kind === 'throttle') {
      const { retryAfterSeconds: seconds } = fault;
      return refuse(429, 8, 'too many requests', seconds === undefined ? {} : { 'retry-after': String(seconds) });
    }
    if (fault?.kind === 'server-error') return refuse(fault.status, 13, 'internal error');
    if (request.method !== 'GET') return refuse(405, 12, 'method not allowed');
    const parsed = querySchema.safeParse(request.query);
    if (!parsed.success) return refuse(400, 3, parsed.error.issues[0]?.message ?? 'invalid request');
    return page(parsed.data, fault, usage, now);
  };
}

function page(query: Query, fault: Fault | null, usage: ReturnType<typeof createCoreWeaveUsage>, now: Date) {
  const position = fault?.kind === 'position-expired' && query.page_token !== undefined ? null : readToken(query);
  if (position === null) return refuse(400, 3, 'invalid page_token');
  const knownTo = usageKnownTo(now);
  const rows = fault?.kind === 'empty-success' ? [] : rowsOf(query, usage, knownTo);
  const data = rows.slice(position.from, position.from + query.page_size);
  const next = position.from + data.length < rows.length ? { from: position.from + data.length, again: false } : null;
  const following =
    fault?.kind === 'token-loop'
      ? { from: position.from, again: false }
      : fault?.kind === 'duplicate-page' && !position.again
        ? { from: position.from, again: true }
        : next;
  const token = following && writeToken(query, following);
  if (query.format === 'csv') {
    const cells = data.map((row) => billingColumns.map((name) => csvCell(row[name] ?? null)).join(','));
    return {
      status: 200,
      headers: { 'content-type': 'text/csv; charset=utf-8', ...(token && { 'x-next-page-token': token }) },
      body: [billingColumns.join(','), ...cells, ''].join('\n'),
    };
  }
  return json(200, { data, ...(token && { next_page_token: token }), data_as_of: knownTo.toISOString() });
}

function rowsOf(query: Query, usage: ReturnType<typeof createCoreWeaveUsage>, knownTo: Date) {
  const from = Math.max(Math.ceil(query.start_time.getTime() / hourMs) * hourMs, usageFrom.getTime());
  const to = Math.min(query.end_time.getTime(), knownTo.getTime());
  const rows = [];
  for (let ms = from; ms + hourMs <= to; ms += hourMs) {
    const hour = new Date(ms);
    rows.push(...toBillingRows(hour, usage(hour), query.group_by));
  }
  return rows.filter(
    (row) =>
      (query.product_family === undefined || row.x_ProductFamily === query.product_family) &&
      (query.cluster === undefined || row.x_ClusterName === query.cluster || row.x_ClusterId === query.cluster) &&
      (query.zone === undefined || row.AvailabilityZone === query.zone),
  );
}

interface Position {
  from: number;
  again: boolean;
}

const tokenSchema = z.tuple([z.string(), z.int().min(0), z.boolean()]);

/** A token is good only for the question it was given for. */
function questionOf({ page_token: _, page_size: __, ...question }: Query): string {
  return JSON.stringify(question);
}

function writeToken(query: Query, { from, again }: Position): string {
  return Buffer.from(JSON.stringify([questionOf(query), from, again])).toString('base64url');
}

function readToken(query: Query): Position | null {
  if (query.page_token === undefined) return { from: 0, again: false };
  try {
    const parsed = tokenSchema.safeParse(JSON.parse(Buffer.from(query.page_token, 'base64url').toString()));
    if (!parsed.success || parsed.data[0] !== questionOf(query)) return null;
    return { from: parsed.data[1], again: parsed.data[2] };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function csvCell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function refuse(status: number, code: number, message: string, headers: Record<string, string> = {}): WireResponse {
  const { body, ...reply } = json(status, { code, message, details: [] });
  return { ...reply, body, headers: { ...reply.headers, ...headers } };
}

function json(status: number, body: unknown): WireResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
