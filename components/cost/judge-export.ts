import type { CostBook } from '@/lib/api/contracts/cost';
import { formatNumber, formatQuantity } from '@/lib/format/format-number';

/** A file has at most so many rows; the console refuses more. */
const mostRows = 1_000_000;

/**
 * How large a file of the rows behind some totals will be, and why there can be none; null: there can. It has rows as well
 * that tell other costs than those shown, so that their number is not exact. `books` null: the answer is on its way.
 */
export function judgeExport(books: readonly CostBook[] | null): { size: string; refusal: string | null } {
  if (books === null) return { size: 'How many rows it will be is not known yet.', refusal: null };
  const rows = books.reduce((sum, { whole }) => sum + whole.total.rows, 0);
  if (rows === 0) return { size: 'No rows: the file will hold its header alone.', refusal: null };
  const told = formatQuantity(rows, 'row');
  const refusal = `These are about ${told}; a file has at most ${formatNumber(mostRows)}. Ask for fewer days, or narrow by a filter.`;
  return {
    size: `About ${told}; a file has at most ${formatNumber(mostRows)}.`,
    refusal: rows > mostRows ? refusal : null,
  };
}
