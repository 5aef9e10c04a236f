/** A field of a table as BigQuery's schema has it. */
export interface Field {
  name: string;
  type: 'STRING' | 'FLOAT' | 'NUMERIC' | 'BOOLEAN' | 'TIMESTAMP' | 'RECORD';
  mode: 'NULLABLE' | 'REQUIRED' | 'REPEATED';
  fields?: readonly Field[];
}

/**
 * What a field holds: text, null for nothing, the values of a record's fields in order, or of a repeated field all of
 * them. Timestamps are milliseconds since 1970.
 */
export type Value = string | null | readonly Value[];

/** How timestamps are told. */
export type TimestampFormat = 'FLOAT64' | 'INT64' | 'ISO8601_STRING';

const simple =
  (type: Field['type']) =>
  (name: string): Field => ({ name, type, mode: 'NULLABLE' });
export const string = simple('STRING');
export const float = simple('FLOAT');
export const numeric = simple('NUMERIC');
export const boolean = simple('BOOLEAN');
export const timestamp = simple('TIMESTAMP');
export const record = (name: string, fields: readonly Field[]): Field => ({
  name,
  type: 'RECORD',
  mode: 'NULLABLE',
  fields,
});
export const repeated = (field: Field): Field => ({ ...field, mode: 'REPEATED' });

/** Writes a value as a cell of `tabledata.list`: `{"v":…}`. */
export function writeCell(field: Field, value: Value, format: TimestampFormat): string {
  if (field.mode !== 'REPEATED') return `{"v":${writeValue(field, value, format)}}`;
  const items = Array.isArray(value) ? value : [];
  return `{"v":[${items.map((item) => `{"v":${writeValue(field, item, format)}}`).join(',')}]}`;
}

function writeValue(field: Field, value: Value, format: TimestampFormat): string {
  if (value === null) return 'null';
  const { fields } = field;
  if (fields !== undefined && typeof value !== 'string') {
    const cells = fields.map((inner, index) => writeCell(inner, value[index] ?? null, format));
    return `{"f":[${cells.join(',')}]}`;
  }
  const text = String(value);
  if (field.type === 'TIMESTAMP') return `"${writeTimestamp(Number(text), format)}"`;
  return plain.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** Text that JSON writes as it is. */
const plain = /^[ !#-[\]-~]*$/;

function writeTimestamp(ms: number, format: TimestampFormat): string {
  if (format === 'INT64') return `${ms}000`;
  return format === 'FLOAT64' ? writeDouble(ms / 1000) : new Date(ms).toISOString().replace('Z', '000Z');
}

/** A double as the service writes it: with a fraction always, and an exponent where it is very small or large. */
export function writeDouble(value: number): string {
  if (value === 0) return '0.0';
  const magnitude = Math.abs(value);
  const plain = String(value);
  if (magnitude >= 1e-3 && magnitude < 1e7) return plain.includes('.') ? plain : `${plain}.0`;
  const [digits = '', exponent = ''] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${exponent.replace('+', '')}`;
}
