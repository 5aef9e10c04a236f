import { z } from 'zod';
import {
  type CommitmentCut,
  type CommitmentMeasure,
  capacities,
  commitmentClasses,
  measuresOfCut,
} from '@/lib/domain/cost/commitment-sum';
import { pack, unpack } from '@/lib/store/cost-rollups/packed-cut';

const text = z.string().nullable();
const entriesSchema = z.array(
  z.tuple([text, text, text, z.enum(commitmentClasses), z.enum(capacities), z.boolean()]).readonly(),
);

/** What rows that are added up have in common: provider, currency, value, class, capacity, and whether they are eligible. */
export type CommitmentEntry = z.infer<typeof entriesSchema>[number];

/**
 * A row of `cost_commitment_cut`: sums of a delivery by one cut, compressed, over all its days or by day. `entries`: over all
 * days what each sum is of, as JSON; by day, 32 bits each, for each of those how many days it has, then all their days as
 * days since 1970. `rows`: 32 bits each, how many rows a sum is of. A measure: 128 bits each, what rows tell, in 10⁻²⁴; null
 * where the cut does not hold it. `untold`: measure by measure of those it holds, 32 bits each, of how many rows it is not
 * told; null where all tell all.
 */
export interface PackedCommitments {
  cut: CommitmentCut;
  byDay: boolean;
  entries: Buffer;
  rows: Buffer;
  measures: Partial<Record<CommitmentMeasure, Buffer>>;
  untold: Buffer | null;
}

/** Sums as DuckDB answers them, in order of entry and day. Columns of measures are those that the cut holds. */
export interface RawCommitments {
  /** The place of each sum's entry. */
  entry: Uint32Array;
  /** Null: over all days. */
  day: Uint32Array | null;
  rows: Uint32Array;
  amounts: Uint8Array[];
  untold: Uint32Array[];
}

/** Packs sums of `entries`, each of which has one at least. */
export function packCommitments(
  cut: CommitmentCut,
  entries: readonly CommitmentEntry[],
  { entry, day, rows, amounts, untold }: RawCommitments,
): PackedCommitments {
  const counts = new Uint32Array(entries.length);
  for (const place of entry) counts[place] = (counts[place] as number) + 1;
  const measures = measuresOfCut[cut].flatMap((measure, index) => {
    const column = amounts[index];
    return column === undefined ? [] : [[measure, pack(column)] as const];
  });
  const missing = Uint32Array.from(untold.flatMap((column) => [...column]));
  return {
    cut,
    byDay: day !== null,
    entries: day === null ? pack(Buffer.from(JSON.stringify(entries))) : pack(Uint32Array.from([...counts, ...day])),
    rows: pack(rows),
    measures: Object.fromEntries(measures),
    untold: missing.some((count) => count > 0) ? pack(missing) : null,
  };
}

/** Throws for what is no list of entries. */
export function toEntries(told: unknown): CommitmentEntry[] {
  return entriesSchema.parse(told);
}

/** An entry, and a text that only entries alike have. */
export interface NamedEntry {
  name: string;
  entry: CommitmentEntry;
}

/** Months of a bill are of the same services and commitments: what they have in common is held once. */
const known = new Map<string, NamedEntry>();
const mostKnown = 100_000;

/** What a packed list of entries says. Throws for one that is none. */
export function unpackEntries(packed: Uint8Array): NamedEntry[] {
  if (known.size > mostKnown) known.clear();
  return toEntries(JSON.parse(new TextDecoder().decode(unpack(packed)))).map((entry) => {
    const name = JSON.stringify(entry);
    const one = known.get(name) ?? { name, entry };
    known.set(name, one);
    return one;
  });
}

/** Where the count of rows that do not tell a measure stands among `sums` of a cut, in bytes; null: it holds no such. */
export function untoldOffset(cut: CommitmentCut, measure: CommitmentMeasure, sums: number): number | null {
  const place = measuresOfCut[cut].indexOf(measure);
  return place < 0 ? null : place * sums * 4;
}
