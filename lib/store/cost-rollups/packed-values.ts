import { unpack } from './packed-cut';

/** The values of a dimension as a roll-up keeps them (`cost_rollup_keys`), in their order. */
export function unpackValues(packed: Buffer): string[] {
  const values: unknown = JSON.parse(new TextDecoder().decode(unpack(packed)));
  if (!Array.isArray(values)) throw new TypeError('The values of a dimension are no list.');
  return values;
}
