import type { Overlap } from '@/lib/store/cost-ledger/judge-overlap';

/** Who tells costs in a delivery's place, with the verb: `“Export of payer” tells`; null: none does. */
export function sayTellers({ by }: Pick<Overlap, 'by'>): string | null {
  const titles = [...new Set(by.map(({ title }) => `“${title}”`))];
  if (titles.length === 0) return null;
  return `${sayFew(titles)} ${titles.length === 1 ? 'tells' : 'tell'}`;
}

/** `account a`, `accounts a, b, c and 4 more`. */
export function sayAccounts(accounts: readonly string[]): string {
  return `${accounts.length === 1 ? 'account' : 'accounts'} ${sayFew(accounts)}`;
}

const mostNamed = 3;

function sayFew(names: readonly string[]): string {
  const left = names.length - mostNamed;
  return new Intl.ListFormat('en-GB').format([...names.slice(0, mostNamed), ...(left > 0 ? [`${left} more`] : [])]);
}
