import type { BillLine } from './charge';

const kept = new WeakMap<object, Map<string, BillLine>>();

/** The line of a record that stays the same from day to day, made once for as long as the record is known. */
export function keepLine(record: object, name: string, make: () => BillLine): BillLine {
  let lines = kept.get(record);
  if (lines === undefined) {
    lines = new Map();
    kept.set(record, lines);
  }
  const known = lines.get(name);
  if (known) return known;
  const line = make();
  lines.set(name, line);
  return line;
}
