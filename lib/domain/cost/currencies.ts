/** Codes of ISO 4217, those of former currencies included: old bills have them. */
export const currencyCodes: readonly string[] = Intl.supportedValuesOf('currency').filter((code) => code !== 'XXX');

/** The signs a currency is written with, e.g. `$` of USD and CAD, as pairs of code and sign. */
export const currencySigns: readonly { code: string; sign: string }[] = currencyCodes.flatMap((code) => {
  const parts = new Intl.NumberFormat('en', {
    style: 'currency',
    currency: code,
    currencyDisplay: 'narrowSymbol',
  }).formatToParts(0);
  const sign = parts.find(({ type }) => type === 'currency')?.value;
  return sign === undefined || !/^\p{Sc}$/u.test(sign) ? [] : [{ code, sign }];
});
