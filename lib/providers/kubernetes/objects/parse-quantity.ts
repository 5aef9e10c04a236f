const factors: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** A quantity such as `8`, `1k`, `500m`, `10Gi` or `1e3` as a number; null when it is none. */
export function parseQuantity(quantity: string | number | undefined): number | null {
  if (typeof quantity === 'number') return Number.isFinite(quantity) ? quantity : null;
  const [, digits, suffix = ''] = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)([a-zA-Z]*)$/.exec(quantity ?? '') ?? [];
  const factor = Object.hasOwn(factors, suffix) ? factors[suffix] : undefined;
  return digits === undefined || factor === undefined ? null : Number(digits) * factor;
}
