import { sayBook } from '@/components/cost/book-name';
import { FloorSign } from '@/components/cost/floor-sign';
import { Money } from '@/components/cost/money';
import { Missing } from '@/components/ui/missing';
import type { SiteCosts } from '@/lib/api/contracts/site-pages';

/** So many books fit in a row of the list. */
const booksShown = 2;

/** What a site cost in this month so far: one line a currency and basis, which are never added, and how many more there are. */
export function SiteCost({ costs, site }: { costs: SiteCosts; site: string }) {
  const books = costs.sites[site] ?? [];
  if (books.length === 0) return <Missing reason="No row of a bill names this site, which is not 0" />;
  const more = books.slice(booksShown);
  return (
    <span className="flex flex-col">
      {books.slice(0, booksShown).map(({ amount, atLeast, ...book }) => (
        <span key={sayBook(book)} title={sayBook(book)}>
          {atLeast ? <FloorSign why="A bill is missing, or does not tell this cost" /> : null}
          {amount === null ? (
            <Missing reason="No row of the bill tells this cost" />
          ) : (
            <Money amount={amount} currency={book.currency} />
          )}
        </span>
      ))}
      {more.length === 0 ? null : (
        <span className="text-meta text-muted" title={more.map(sayBook).join('; ')}>
          and {more.length} more
        </span>
      )}
    </span>
  );
}
