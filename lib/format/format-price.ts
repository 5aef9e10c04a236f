/**
 * A price an hour as people read it: `6.8788 USD`. At most four decimals, rounded half to even by its decimal text, never
 * through a binary fraction; what is less than that says so. `aligned`: always with four, for columns.
 */
export function formatPrice(amount: string, currency: string, form: keyof typeof forms = 'short'): string {
  const shown = forms[form].format(amount as `${number}`);
  const isTooSmall = !/[1-9]/.test(shown) && /[1-9]/.test(amount);
  return `${isTooSmall ? 'under 0.0001' : shown} ${currency}`;
}

const rounded = { maximumFractionDigits: 4, roundingMode: 'halfEven' } as const;
const forms = {
  short: new Intl.NumberFormat('en-US', rounded),
  aligned: new Intl.NumberFormat('en-US', { ...rounded, minimumFractionDigits: 4 }),
};
