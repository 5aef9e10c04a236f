import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ExactJson } from '../../contract/http/parse-json';
import { ProviderError } from '../../contract/provider-error';
import type { GoogleClient } from '../connect/google-client';
import { type ExportTable, pathOf, type TableField } from './export-table';
import { type FlatRow, RowUnreadable, toFlatRow, toPaths } from './row-values';

const operation = 'bigquery:tabledata.list';
/** So many pages in a row without a row are a listing that does not get on. */
const mostEmptyPages = 10;

const pageSchema = z.object({
  totalRows: z.string().regex(/^\d{1,15}$/),
  pageToken: z.string().optional(),
  rows: z.array(z.object({ f: z.array(z.object({ v: z.custom<ExactJson>().optional() })) })).default([]),
});

/** What of a table is listed. */
export interface RowsAsked {
  table: ExportTable;
  /** A partition's decorator; null: the whole table. */
  partition: string | null;
  /** In the table's own order. */
  fields: readonly TableField[];
  /** Most rows a page; an answer must stay well below 64 MiB. */
  pageSize: number;
  /** Whether no two pages can be alike, because rows are told in full. */
  distinct: boolean;
}

/**
 * Lists rows page by page, free of charge. Throws a `ProviderError`; also where tokens or pages repeat, where rows were
 * added meanwhile, and where fewer came than there are.
 */
export async function* listRows(client: GoogleClient, asked: RowsAsked): AsyncGenerator<FlatRow[], void> {
  const { table, partition, fields, pageSize, distinct } = asked;
  const tokens = new Set<string>();
  const pages = new Set<string>();
  let total: string | null = null;
  let listed = 0;
  let empty = 0;
  for (let token: string | undefined; ; ) {
    const page = await client.call(
      {
        operation,
        api: 'bigquery',
        path: `${pathOf(table, partition)}/data`,
        query: [
          ['maxResults', String(pageSize)],
          ['formatOptions.useInt64Timestamp', 'true'],
          ['selectedFields', toPaths(fields).join(',')],
          ...(token === undefined ? [] : [['pageToken', token] satisfies [string, string]]),
        ],
        project: table.project,
      },
      pageSchema,
    );
    total ??= page.totalRows;
    if (total !== page.totalRows) throw pagingFault(asked, 'TableChanged');
    listed += page.rows.length;
    if (listed > Number(total)) throw pagingFault(asked, 'TooManyRows');
    empty = page.rows.length === 0 ? empty + 1 : 0;
    if (distinct && page.rows.length > 0 && !addNew(pages, digestOf(page.rows)))
      throw pagingFault(asked, 'RepeatedPage');
    if (page.rows.length > 0) yield toFlatRows(asked, page.rows);
    const { pageToken: next } = page;
    if (next === undefined || next === '') break;
    if (!addNew(tokens, next) || empty >= mostEmptyPages) throw pagingFault(asked, 'TokenLoop');
    token = next;
  }
  if (listed < Number(total)) throw pagingFault(asked, 'RowsMissing');
}

function toFlatRows(asked: RowsAsked, rows: z.output<typeof pageSchema>['rows']): FlatRow[] {
  try {
    return rows.map((row) => toFlatRow(row, asked.fields));
  } catch (error) {
    if (error instanceof RowUnreadable) throw pagingFault(asked, 'RowUnreadable');
    throw error;
  }
}

function addNew(seen: Set<string>, one: string): boolean {
  if (seen.has(one)) return false;
  seen.add(one);
  return true;
}

function digestOf(rows: object): string {
  return createHash('sha256').update(JSON.stringify(rows)).digest('base64');
}

const words = {
  TableChanged: 'gained rows while it was read',
  TooManyRows: 'listed more rows than it has',
  RepeatedPage: 'listed a page of rows it had already listed',
  TokenLoop: 'handed out page tokens that lead nowhere',
  RowsMissing: 'listed fewer rows than it has',
  RowUnreadable: 'listed a row that is not of its own form',
  RowsDiffer: 'no longer has the rows that were counted before',
};

/** The fault of a listing that contradicts itself. */
export function pagingFault(
  { table: { table }, partition }: Pick<RowsAsked, 'table' | 'partition'>,
  code: keyof typeof words,
): ProviderError {
  const name = partition === null ? table : `${table}$${partition}`;
  return new ProviderError({
    kind: 'response-unexpected',
    code,
    operation,
    message: `The billing table ${name} ${words[code]}.`,
    remedy: 'Wait for the next collection, which reads the month anew; if it says the same, report it to Google Cloud.',
  });
}
