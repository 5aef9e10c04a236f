import { z } from 'zod';

/** What differs among the resources of one scope. */
export const cellDimensions = ['region', 'status', 'site', 'team', 'owner', 'gpuModel'] as const;
export type CellDimension = (typeof cellDimensions)[number];

/** GPU model of resources whose accelerators are not known; of those that have none it is the empty string. */
export const unknownGpuModel = 'unknown';

/**
 * Resources that agree in every dimension, and in when they were last seen. Team and owner are the empty string where
 * none is known.
 */
export type FacetCell = Record<CellDimension, string> & {
  count: number;
  /** Accelerators on them; of resources whose accelerators are not known, none are counted. */
  accelerators: number;
  /** Null: in the last read of their scope. Else when the last read that found them was, in milliseconds. */
  lastSeenAt: number | null;
};

/** Cells by column: a code into a list of values for each dimension, two counts, and when they were last seen. */
export interface CellTable {
  length: number;
  values: Record<CellDimension, string[]>;
  codes: Record<CellDimension, Codes>;
  counts: Uint32Array;
  accelerators: Uint32Array;
  /** Empty when the last read missed none. */
  lastSeenAt: (number | null)[];
}

type Codes = Uint8Array | Uint16Array | Uint32Array;

const alignment = 4;
const headSchema = z.object({
  length: z.number().int().nonnegative(),
  values: z.object(forEachDimension(() => z.array(z.string()))),
  lastSeenAt: z.array(z.number().nullable()).default([]),
});

/** Cells by column. */
export function toCellTable(cells: FacetCell[]): CellTable {
  const values = forEachDimension((dimension) => [...new Set(cells.map((cell) => cell[dimension]))]);
  return {
    length: cells.length,
    values,
    codes: forEachDimension((dimension) => toCodes(cells, dimension, values[dimension])),
    counts: Uint32Array.from(cells, ({ count }) => count),
    accelerators: Uint32Array.from(cells, ({ accelerators }) => accelerators),
    lastSeenAt: cells.every(({ lastSeenAt }) => lastSeenAt === null) ? [] : cells.map(({ lastSeenAt }) => lastSeenAt),
  };
}

/** Packs cells: a length, JSON with the values of each dimension and what was missed, then the columns, all aligned to four bytes. */
export function packCells({ length, values, codes, counts, accelerators, lastSeenAt }: CellTable): Buffer {
  const head = JSON.stringify({ length, values, lastSeenAt });
  const aligned = Buffer.from(head + ' '.repeat(toPadding(Buffer.byteLength(head))));
  const headLength = Buffer.alloc(alignment);
  headLength.writeUInt32LE(aligned.length);
  const columns = [...cellDimensions.map((dimension) => codes[dimension]), counts, accelerators];
  return Buffer.concat([headLength, aligned, ...columns.flatMap(toAlignedBytes)]);
}

/** Unpacks what `packCells` packed. */
export function unpackCells(packed: Buffer): CellTable {
  const head = alignment + packed.readUInt32LE(0);
  const { length, values, lastSeenAt } = headSchema.parse(JSON.parse(packed.toString('utf8', alignment, head)));
  // A copy of its own starts aligned, wherever the driver put the bytes.
  const { buffer } = new Uint8Array(packed.subarray(head));
  let offset = 0;
  const take = (width: number) => {
    const start = offset;
    offset += length * width + toPadding(length * width);
    return start;
  };
  const codes = forEachDimension((dimension) => {
    const width = toWidth(values[dimension].length);
    const start = take(width);
    if (width === 1) return new Uint8Array(buffer, start, length);
    return width === 2 ? new Uint16Array(buffer, start, length) : new Uint32Array(buffer, start, length);
  });
  const counts = new Uint32Array(buffer, take(4), length);
  const accelerators = new Uint32Array(buffer, take(4), length);
  return { length, values, codes, counts, accelerators, lastSeenAt };
}

export function forEachDimension<T>(make: (dimension: CellDimension) => T): Record<CellDimension, T> {
  return {
    region: make('region'),
    status: make('status'),
    site: make('site'),
    team: make('team'),
    owner: make('owner'),
    gpuModel: make('gpuModel'),
  };
}

function toCodes(cells: FacetCell[], dimension: CellDimension, values: string[]): Codes {
  const width = toWidth(values.length);
  const codes = new (width === 1 ? Uint8Array : width === 2 ? Uint16Array : Uint32Array)(cells.length);
  const positions = new Map(values.map((value, position) => [value, position]));
  cells.forEach((cell, index) => {
    const position = positions.get(cell[dimension]);
    if (position !== undefined) codes[index] = position;
  });
  return codes;
}

/** Bytes of one code, given how many values there are to name. */
function toWidth(distinct: number): 1 | 2 | 4 {
  return distinct <= 0x100 ? 1 : distinct <= 0x1_0000 ? 2 : 4;
}

function toAlignedBytes(column: Codes): Buffer[] {
  const bytes = Buffer.from(column.buffer, column.byteOffset, column.byteLength);
  return [bytes, Buffer.alloc(toPadding(bytes.length))];
}

function toPadding(bytes: number): number {
  return (alignment - (bytes % alignment)) % alignment;
}
