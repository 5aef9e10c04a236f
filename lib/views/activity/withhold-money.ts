type Json = string | number | boolean | null | { [key: string]: Json } | Json[];

/** Under these names commands record money: of declared links, budgets, invoices and what they leave unexplained. */
const moneyKeys: ReadonlySet<string> = new Set(['cost', 'amount', 'tax', 'remainder']);
const withheld = 'Withheld: needs cost:read over everything';

/** The detail of an audit entry for whoever may not see costs. An entry says of money only that it may be there. */
export function withholdMoney(detail: Json): Json {
  if (Array.isArray(detail)) return detail.map(withholdMoney);
  if (detail === null || typeof detail !== 'object') return detail;
  return Object.fromEntries(
    Object.entries(detail).map(([key, value]) => [key, moneyKeys.has(key) ? withheld : withholdMoney(value)]),
  );
}
