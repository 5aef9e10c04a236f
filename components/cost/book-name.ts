import type { CostBook } from '@/lib/api/contracts/cost';
import { costBasisWords } from '@/lib/format/cost-words';

/** What names a book in an address: `USD billed`. */
export function toBookName({ currency, basis }: Pick<CostBook, 'currency' | 'basis'>): string {
  return `${currency ?? 'none'} ${basis}`;
}

/** A book in words: `USD`, `EUR, provider’s estimate`. */
export function sayBook({ currency, basis }: Pick<CostBook, 'currency' | 'basis'>): string {
  const name = currency ?? 'No currency told';
  return basis === 'billed' ? name : `${name}, ${costBasisWords[basis].title.toLowerCase()}`;
}

/** The book an address names, else the largest; null: there is none. */
export function findBook<Book extends Pick<CostBook, 'currency' | 'basis'>>(
  books: readonly Book[],
  name: string | null,
): Book | null {
  return books.find((book) => toBookName(book) === name) ?? books[0] ?? null;
}
