import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { requirePermission } from '@/lib/access/authorise';
import type { CostExportQuery } from '@/lib/api/contracts/cost-export';
import { Refusal } from '@/lib/domain/refusal';
import { readDeliveryFiles } from '@/lib/store/cost-rollups/delivery-files';
import { countFocusRows, type FocusFormat, writeFocusRows } from '@/lib/store/cost-rollups/focus-export';
import { readKnownDeliveries } from '@/lib/store/cost-rollups/known-deliveries';
import type { ViewContext } from '@/lib/views/view-context';
import { toAskedRows } from './asked-rows';
import { openCostLedger } from './cost-ledger';
import { toQuestion } from './to-question';

/** More rows than this are no file that one reads: a shorter time or fewer things are to be asked for. */
const mostExportedRows = 1_000_000;

/** Rows written as a file that is read once. */
export interface FocusExport {
  rows: number;
  /** The file, piece by piece; it is removed when it is read, or no longer wanted. */
  read(): AsyncGenerator<Uint8Array>;
  /** Removes a file that is not going to be read. */
  discard(): Promise<void>;
  /** Where it lies until then. */
  path: string;
}

/**
 * The rows behind costs, as far as a person may see them, as a FOCUS 1.2 dataset. The file is written before anything is
 * sent, so that whoever reads slowly holds nothing up, and what breaks is told. Throws `too-large` beyond `most` rows.
 */
export async function exportFocus(
  { actor, database, now }: ViewContext,
  query: CostExportQuery,
  { openLedger = openCostLedger, most = mostExportedRows }: { openLedger?: typeof openCostLedger; most?: number } = {},
): Promise<FocusExport> {
  const reach = requirePermission(actor, 'cost:read');
  const asOf = query.asOf === undefined ? now : new Date(query.asOf);
  const known = await readKnownDeliveries(database.pool, asOf);
  const { deliveries, range } = toAskedRows(known, query);
  const isBlind = !reach.everything && reach.sites.length === 0 && reach.teams.length === 0;
  const question = {
    ...toQuestion(known, query, { metric: 'effective', dimension: null, reach }),
    deliveries: isBlind ? [] : deliveries,
  };
  const { root, engine } = await openLedger();
  const unordered = await readDeliveryFiles(
    database.pool,
    root,
    question.deliveries.map(({ id }) => id),
  );
  // The order of months, sources and scopes, which no id decides.
  const files = question.deliveries.flatMap(({ id }) => unordered.filter(({ deliveryId }) => deliveryId === id));
  const format: FocusFormat = query.format === 'focus-csv' ? 'csv' : 'parquet';
  const path = join(root, 'spill', `export-${randomUUID()}.${format}`);
  const rows = await engine.withConnection(async (connection) => {
    const count = await countFocusRows(connection, { question, range, files });
    if (count > most) throw tooMany(count, most);
    try {
      await writeFocusRows(connection, { question, range, files }, { path, format });
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
    return count;
  });
  return { rows, path, read: () => readOnce(path), discard: () => rm(path, { force: true }) };
}

async function* readOnce(path: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of createReadStream(path, { highWaterMark: 2 ** 18 })) yield piece as Uint8Array;
  } finally {
    await rm(path, { force: true });
  }
}

function tooMany(count: number, most: number): Refusal {
  const told = new Intl.NumberFormat('en-GB').format;
  const message = `These are ${told(count)} rows, and a file has at most ${told(most)}: ask for fewer days, or narrow by a filter. “millwright cost export” on the server writes any number.`;
  return new Refusal('too-large', message);
}
