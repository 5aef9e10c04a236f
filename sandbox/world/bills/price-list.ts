import { drawsOf } from '../draws';
import { type Exact, exact, times } from './money';

/** Prices of one region are those of the first, times this. */
export type RegionFactors = Readonly<Record<string, string>>;

/** A catalogue: the list price of a name in a region, to ten fractional digits. It throws where it has none. */
export function createPriceList(
  prices: Readonly<Record<string, string>>,
  factors: RegionFactors,
): (region: string, name: string) => Exact {
  const known = new Map<string, Exact>();
  return (region, name) => {
    const key = `${region} ${name}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const price = prices[name];
    if (price === undefined) throw new RangeError(`The catalogue has no price of ${name}.`);
    const here = times(exact(price), exact(factors[region] ?? '1'), 10);
    known.set(key, here);
    return here;
  };
}

const codes = new Map<string, string>();

/** A code such as vendors give what they sell: always the same one for the same path. */
export function codeOf(letters: number, ...path: string[]): string {
  const name = path.join('\u0000');
  const known = codes.get(name);
  if (known !== undefined) return known;
  const code = drawsOf('sku', ...path)
    .hex(letters)
    .toUpperCase();
  codes.set(name, code);
  return code;
}
