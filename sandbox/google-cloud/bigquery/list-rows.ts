import { z } from 'zod';
import type { Day } from '../../world/bills/calendar';
import type { BillLine } from '../../world/bills/charge';
import { type Call, integerOf } from '../call';
import { invalidArgument } from '../google-error';
import { readSigned, writeSigned } from '../identity/signed-text';
import type { Charge } from './charges';
import { type TimestampFormat, writeCell } from './field';
import { JsonText } from './json-text';
import type { LoadStore } from './load-store';
import { type Selected, selectColumns } from './selection';
import type { ExportTable } from './tables';

/** A page ends once it holds so much, however many rows were asked for. */
const mostCharacters = 10_000_000;
const mostRows = 100_000;

const positionSchema = z.object({ start: z.int().min(0), again: z.boolean() });

/** Answers `tabledata.list` of loads: of one partition, or of all of them one after another. */
export async function listRows(
  store: LoadStore,
  table: ExportTable,
  { name, days }: { name: string; days: readonly Day[] },
  call: Call,
): Promise<JsonText> {
  const { query, fault } = call;
  const selection = query.get('selectedFields') ?? '';
  const selected = selectColumns(table.columns, selection);
  const size = integerOf(query, 'maxResults', mostRows);
  if (size === null || size < 0) throw invalidArgument('Invalid value for maxResults.');
  const label = `rows ${table.id} ${name} ${selection}`;
  const { start, again } = positionOf(call, label);
  const total = fault?.kind === 'empty-success' ? 0 : await store.count(days);
  const write = rowWriter(selected, formatOf(call));
  const rows: string[] = [];
  let characters = 0;
  for await (const charge of chargesFrom(store, days, start, total)) {
    if (rows.length >= Math.min(size, mostRows) || characters >= mostCharacters) break;
    const row = write(charge);
    characters += row.length;
    rows.push(row);
  }
  const end = start + rows.length;
  const next = divert(call, { start, again }, end < total ? end : null);
  const head = JSON.stringify({
    kind: 'bigquery#tableDataList',
    etag: `${Buffer.from(label).toString('base64url').slice(-22)}==`,
    totalRows: String(total),
    ...(next === null ? {} : { pageToken: writeSigned(call.trust.signingKey, label, next) }),
  });
  // Rows are written as they are, for speed.
  return new JsonText(rows.length === 0 ? head : `${head.slice(0, -1)},"rows":[${rows.join(',')}]}`);
}

type Position = z.infer<typeof positionSchema>;

function positionOf({ query, trust }: Call, label: string): Position {
  const token = query.get('pageToken') ?? '';
  if (token === '') {
    const start = Number(query.get('startIndex') ?? '0');
    if (!Number.isSafeInteger(start) || start < 0) throw invalidArgument('Invalid value for startIndex.');
    return { start, again: false };
  }
  const parsed = positionSchema.safeParse(readSigned(trust.signingKey, label, token));
  if (!parsed.success) throw invalidArgument('Invalid page token.');
  return parsed.data;
}

/** Where the next page begins, the faults that spoil pages acted out; null after the last. */
function divert({ fault }: Call, { start, again }: Position, next: number | null): Position | null {
  if (fault?.kind === 'token-loop') return { start, again: false };
  if (fault?.kind === 'duplicate-page' && !again) return { start, again: true };
  return next === null ? null : { start: next, again: false };
}

function formatOf({ query }: Call): TimestampFormat {
  const named = query.get('formatOptions.timestampOutputFormat') ?? '';
  if (named === 'INT64' || named === 'ISO8601_STRING') return named;
  return query.get('formatOptions.useInt64Timestamp') === 'true' ? 'INT64' : 'FLOAT64';
}

async function* chargesFrom(store: LoadStore, days: readonly Day[], start: number, total: number) {
  let index = 0;
  if (total === 0) return;
  for (const day of days) {
    const count = await store.count([day]);
    // The charges of days that the page does not reach are not made for it.
    if (index + count > start) yield* store.chargesOf(day).slice(Math.max(0, start - index));
    index += count;
  }
}

/** Writes rows; what a line's charges have in common is written once a page. */
function rowWriter(selected: readonly Selected[], format: TimestampFormat): (charge: Charge) => string {
  const known = new Map<BillLine, (string | null)[]>();
  return (charge) => {
    const { line } = charge.row;
    let fixed = known.get(line);
    if (fixed === undefined) {
      fixed = selected.map(({ column, field, pick }) =>
        column.of === 'line' ? writeCell(field, pick(column.value(line, charge)), format) : null,
      );
      known.set(line, fixed);
    }
    const cells = selected.map(({ column, field, pick }, index) =>
      column.of === 'charge' ? writeCell(field, pick(column.value(charge)), format) : fixed[index],
    );
    return `{"f":[${cells.join(',')}]}`;
  };
}
