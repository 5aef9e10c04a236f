/** A field of a Thrift structure: 32- or 64-bit integer, text, structure, or list of these. */
export type ThriftValue =
  | { i32: number }
  | { i64: number }
  | { text: string }
  | { struct: readonly ThriftField[] }
  | { list: 'i32' | 'text' | 'struct'; items: readonly ThriftValue[] };

/** Field number and value, in order of number. */
export type ThriftField = readonly [number, ThriftValue];

/** A field that is a 32-bit integer. */
export function integer(id: number, value: number): ThriftField {
  return [id, { i32: value }];
}

const types = { i32: 5, i64: 6, text: 8, list: 9, struct: 12 } as const;

/** Writes a structure in Thrift's compact protocol, as Parquet's metadata is written. */
export function writeThrift(fields: readonly ThriftField[]): Buffer {
  const bytes: number[] = [];
  writeStruct(bytes, fields);
  return Buffer.from(bytes);
}

function writeStruct(bytes: number[], fields: readonly ThriftField[]): void {
  let last = 0;
  for (const [id, value] of fields) {
    bytes.push(((id - last) << 4) | types[typeOf(value)]);
    last = id;
    writeValue(bytes, value);
  }
  bytes.push(0);
}

function writeValue(bytes: number[], value: ThriftValue): void {
  if ('i32' in value) writeInteger(bytes, value.i32);
  else if ('i64' in value) writeInteger(bytes, value.i64);
  else if ('text' in value) writeText(bytes, value.text);
  else if ('struct' in value) writeStruct(bytes, value.struct);
  else {
    const { items } = value;
    const type = types[value.list];
    if (items.length < 15) bytes.push((items.length << 4) | type);
    else {
      bytes.push(0xf0 | type);
      writeVarint(bytes, items.length);
    }
    for (const item of items) writeValue(bytes, item);
  }
}

function typeOf(value: ThriftValue): keyof typeof types {
  if ('i32' in value) return 'i32';
  if ('i64' in value) return 'i64';
  if ('text' in value) return 'text';
  return 'struct' in value ? 'struct' : 'list';
}

function writeText(bytes: number[], text: string): void {
  const utf8 = Buffer.from(text, 'utf8');
  writeVarint(bytes, utf8.length);
  for (const byte of utf8) bytes.push(byte);
}

/** Integers here are never negative, so zigzag only doubles them. */
function writeInteger(bytes: number[], value: number): void {
  writeVarint(bytes, value * 2);
}

/** Seven bits a byte, the lowest first; also used outside Thrift. */
export function writeVarint(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}
