/**
 * A price an hour as people read it: `6.8788 USD`. At most four decimals, rounded half to even by its decimal text, never
 * through a binary fraction; what is less than that says so.
 */
export function formatPrice(amount: string, currency: string): string {
  const shown = rounded.format(amount as `${number}`);
  const isTooSmall = shown === '0' && /[1-9]/.test(amount);
  return `${isTooSmall ? 'under 0.0001' : shown} ${currency}`;
}

const rounded = new Intl.NumberFormat('en-US', { maximumFractionDigits: 4, roundingMode: 'halfEven' });
