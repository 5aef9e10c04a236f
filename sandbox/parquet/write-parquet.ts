import { compress } from 'snappyjs';
import { type ParquetColumn, physical } from './column';
import { bitsFor, writeHybrid } from './levels';
import { schemaOf } from './schema';
import { integer, type ThriftField, type ThriftValue, writeThrift } from './thrift';

const encodings = { plain: 0, rle: 3, dictionary: 8 } as const;
const snappy = 1;

/** One leaf of the schema, taken apart: the distinct values, which of them follow one another, and the levels. */
interface Leaf {
  path: string[];
  physical: number;
  dictionary: Buffer;
  distinct: number;
  indices: ArrayLike<number>;
  /** Of how deep values are present and where rows begin; repetition is absent in columns that do not repeat. */
  definition: { levels: ArrayLike<number>; deepest: number };
  repetition: ArrayLike<number> | null;
}

/** A Parquet file of one row group, each column dictionary-encoded and compressed with Snappy. */
export function writeParquet(columns: readonly ParquetColumn[], rowCount: number): Buffer {
  const parts: Buffer[] = [Buffer.from('PAR1')];
  let offset = 4;
  const append = (bytes: Buffer) => {
    parts.push(bytes);
    offset += bytes.length;
  };
  let totalBytes = 0;
  const chunks: ThriftValue[] = columns.flatMap(leavesOf).map((leaf) => {
    const dictionaryAt = offset;
    const dictionary = page(2, leaf.dictionary, [
      7,
      { struct: [integer(1, leaf.distinct), integer(2, encodings.plain)] },
    ]);
    append(dictionary.bytes);
    const dataAt = offset;
    const count = leaf.definition.levels.length;
    const data = page(0, dataOf(leaf), [
      5,
      {
        struct: [
          integer(1, count),
          integer(2, encodings.dictionary),
          integer(3, encodings.rle),
          integer(4, encodings.rle),
        ],
      },
    ]);
    append(data.bytes);
    const size = dictionary.uncompressed + data.uncompressed;
    totalBytes += size;
    const metadata: ThriftField[] = [
      integer(1, leaf.physical),
      [2, { list: 'i32', items: [{ i32: encodings.plain }, { i32: encodings.rle }, { i32: encodings.dictionary }] }],
      [3, { list: 'text', items: leaf.path.map((text) => ({ text })) }],
      integer(4, snappy),
      [5, { i64: count }],
      [6, { i64: size }],
      [7, { i64: offset - dictionaryAt }],
      [9, { i64: dataAt }],
      [11, { i64: dictionaryAt }],
    ];
    return {
      struct: [
        [2, { i64: dictionaryAt }],
        [3, { struct: metadata }],
      ],
    };
  });
  const group: ThriftField[] = [
    [1, { list: 'struct', items: chunks }],
    [2, { i64: totalBytes }],
    [3, { i64: rowCount }],
  ];
  const footer = writeThrift([
    integer(1, 1),
    [2, { list: 'struct', items: schemaOf(columns) }],
    [3, { i64: rowCount }],
    [4, { list: 'struct', items: [{ struct: group }] }],
    [6, { text: 'parquet-mr version 1.12.3' }],
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return Buffer.concat([...parts, footer, length, Buffer.from('PAR1')]);
}

/** A page with its header, and how long both would be uncompressed. */
function page(type: number, body: Buffer, header: ThriftField): { bytes: Buffer; uncompressed: number } {
  const compressed = Buffer.from(compress(body));
  const head = writeThrift([integer(1, type), integer(2, body.length), integer(3, compressed.length), header]);
  return { bytes: Buffer.concat([head, compressed]), uncompressed: head.length + body.length };
}

function dataOf({ distinct, indices, definition, repetition }: Leaf): Buffer {
  const bits = Math.max(1, bitsFor(distinct - 1));
  return Buffer.concat([
    ...(repetition === null ? [] : [sized(writeHybrid(repetition, 1))]),
    sized(writeHybrid(definition.levels, bitsFor(definition.deepest))),
    Buffer.from([bits]),
    writeHybrid(indices, bits),
  ]);
}

function sized(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function leavesOf(column: ParquetColumn): Leaf[] {
  if (column.type === 'map') return mapLeaves(column);
  const { rows } = column;
  const levels = new Uint8Array(rows.length);
  const indices = new Int32Array(rows.length);
  let present = 0;
  for (let row = 0; row < rows.length; row++) {
    const place = rows[row] ?? -1;
    if (place < 0) continue;
    levels[row] = 1;
    indices[present++] = place;
  }
  return [
    {
      path: [column.name],
      physical: column.type === 'text' ? physical.text : column.type === 'double' ? physical.double : physical.int64,
      dictionary: plainValues(column),
      distinct: column.values.length,
      indices: indices.subarray(0, present),
      definition: { levels, deepest: 1 },
      repetition: null,
    },
  ];
}

/** An absent map is level 0, an empty one level 1; keys go no deeper than 2, values are there at 3. */
function mapLeaves({ name, rows, values }: Extract<ParquetColumn, { type: 'map' }>): Leaf[] {
  const repetition: number[] = [];
  const levels: number[] = [];
  const [keys, texts] = [new Places(), new Places()];
  const [keyIndices, valueIndices]: [number[], number[]] = [[], []];
  for (let row = 0; row < rows.length; row++) {
    const entries = values[rows[row] ?? -1];
    if (entries === undefined || entries.length === 0) {
      repetition.push(0);
      levels.push(entries === undefined ? 0 : 1);
      continue;
    }
    for (const [index, [key, text]] of entries.entries()) {
      repetition.push(index === 0 ? 0 : 1);
      levels.push(2);
      keyIndices.push(keys.of(key));
      valueIndices.push(texts.of(text));
    }
  }
  const leaf = (last: string, places: Places, indices: number[], shift: number): Leaf => ({
    path: [name, 'key_value', last],
    physical: physical.text,
    dictionary: plainValues({ type: 'text', values: places.values }),
    distinct: places.values.length,
    indices,
    definition: { levels: shift === 0 ? levels : levels.map((level) => (level === 2 ? 3 : level)), deepest: 2 + shift },
    repetition,
  });
  return [leaf('key', keys, keyIndices, 0), leaf('value', texts, valueIndices, 1)];
}

/** Gives each text a place, the same one every time. */
export class Places {
  readonly values: string[] = [];
  readonly #places = new Map<string, number>();

  of(text: string): number {
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    this.#places.set(text, this.values.length);
    this.values.push(text);
    return this.values.length - 1;
  }
}

type PlainColumn =
  | Pick<Extract<ParquetColumn, { type: 'text' }>, 'type' | 'values'>
  | Exclude<ParquetColumn, { type: 'map' }>;

function plainValues(column: PlainColumn): Buffer {
  if (column.type === 'text') return Buffer.concat(column.values.map((text) => sized(Buffer.from(text, 'utf8'))));
  const bytes = Buffer.alloc(column.values.length * 8);
  for (let index = 0; index < column.values.length; index++) {
    const value = column.values[index] ?? 0;
    if (column.type === 'double') bytes.writeDoubleLE(value, index * 8);
    else bytes.writeBigInt64LE(BigInt(value), index * 8);
  }
  return bytes;
}
