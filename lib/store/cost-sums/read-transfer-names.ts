import type pg from 'pg';
import { z } from 'zod';
import type { CostBasis } from '@/lib/domain/cost/billing-delivery';
import type { TransferEnd } from '@/lib/domain/cost/read-transfer';
import type { TransferName } from '@/lib/domain/cost/transfer-sum';
import { unpack } from '@/lib/store/cost-rollups/packed-cut';
import { unpackValues } from '@/lib/store/cost-rollups/packed-values';
import { type PackedName, packedNameColumns } from './packed-transfers';
import type { TransferReach } from './stored-transfers';

/** A cell of the matrix, or a text that is not recognised. */
export interface TransferCell {
  basis: CostBasis;
  currency: string | null;
  category: string | null;
  /** What the ends are named by. `unrecognised`: `from` is the service, `to` the text. */
  ends: 'region' | 'site' | 'unrecognised';
  from: TransferEnd;
  to: TransferEnd;
}

const rowSchema = z.object({ deliveryId: z.string(), texts: z.instanceof(Buffer), names: z.instanceof(Buffer) });

/**
 * Everything that rows of a cell are called in these deliveries, on any of their days, each once. `reach`: only of what is
 * within it.
 */
export async function readTransferNames(
  pool: pg.Pool,
  deliveries: readonly { id: string; basis: CostBasis }[],
  cell: TransferCell,
  reach: TransferReach,
): Promise<TransferName[]> {
  const { rows } = await pool.query(
    'SELECT delivery_id AS "deliveryId", texts, names FROM cost_transfer_names WHERE delivery_id = ANY($1)',
    [deliveries.filter(({ basis }) => basis === cell.basis).map(({ id }) => id)],
  );
  const found = new Map<string, TransferName>();
  for (const { texts, names } of rowSchema.array().parse(rows))
    for (const name of findNames(unpackValues(texts), unpack(names), cell)) {
      if (!isWithin(name, reach)) continue;
      const { provider, service, region, sku } = name;
      found.set(JSON.stringify([provider, service, region, sku]), { provider, service, region, sku });
    }
  return [...found.values()];
}

/** The names of a cell's rows. Places of texts are compared, so that of others no text is looked up. */
function* findNames(texts: readonly string[], packed: DataView, cell: TransferCell): Generator<PackedName> {
  const { currency, category, ends, from, to } = cell;
  const width = packedNameColumns.length;
  const [origin, destination] = ends === 'site' ? (['fromSite', 'toSite'] as const) : (['from', 'to'] as const);
  const wanted = Object.entries({ currency, category, [origin]: from, [destination]: to }).map(([name, text]) => ({
    column: packedNameColumns.findIndex((one) => one === name),
    // What no row of the delivery has stands at no place.
    place: text === null ? 0 : texts.indexOf(text) + 1 || -1,
  }));
  const kind = packedNameColumns.indexOf('kind');
  for (let first = 0; first < packed.byteLength / 4; first += width) {
    const placeOf = (column: number) => packed.getUint32((first + column) * 4, true);
    if ((placeOf(kind) === 0) !== (ends === 'unrecognised')) continue;
    if (wanted.some(({ column, place }) => placeOf(column) !== place)) continue;
    const toText = (column: number) => texts[placeOf(column) - 1] ?? null;
    yield Object.fromEntries(packedNameColumns.map((name, column) => [name, toText(column)])) as PackedName;
  }
}

function isWithin({ team, site }: PackedName, reach: TransferReach): boolean {
  if (reach === null) return true;
  return (team !== null && reach.teams.includes(team)) || (site !== null && reach.sites.includes(site));
}
