'use client';
import { sayBook, toBookName } from '@/components/cost/book-name';
import { SourcesPanel } from '@/components/cost/sources-panel';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/panel-states';
import { Select } from '@/components/ui/select';
import { SkeletonRows } from '@/components/ui/skeleton';
import type { Showback, ShowbackBook } from '@/lib/api/contracts/showback';
import { formatDays } from '@/lib/format/format-day';
import { ShowbackFigures } from './showback-figures';
import { ShowbackNotices } from './showback-notices';
import { ShowbackTable } from './showback-table';
import type { ShowbackUrl } from './use-showback-url';

export interface ShowbackPanelsProps {
  showback: Showback;
  showbackUrl: ShowbackUrl;
  isRefreshing: boolean;
  /** Another question's answer stands in while this one is on its way. */
  isPlaceholder: boolean;
}

/** The answer: what is borne in all, by whom, and where it comes from. */
export function ShowbackPanels({ showback, showbackUrl, isRefreshing, isPlaceholder }: ShowbackPanelsProps) {
  const { url, change } = showbackUrl;
  const book = findShown(showback.books, url.book);
  const { sources } = showback;
  return (
    <>
      <ShowbackNotices showback={showback} />
      {book === null ? (
        <Panel title="By team" isRefreshing={isRefreshing}>
          {isPlaceholder ? <SkeletonRows label="Loading costs by team" /> : <NothingTold showback={showback} />}
        </Panel>
      ) : (
        <>
          <ShowbackFigures showback={showback} book={book} />
          <ShowbackTable
            showback={showback}
            book={book}
            isRefreshing={isRefreshing}
            choice={
              showback.books.length < 2 ? null : (
                <Select
                  aria-label="Currency and basis"
                  className="w-56!"
                  value={toBookName(book)}
                  onChange={({ target }) => change({ book: target.value })}
                >
                  {showback.books.map((one) => (
                    <option key={toBookName(one)} value={toBookName(one)}>
                      {sayBook(one)}
                    </option>
                  ))}
                </Select>
              )
            }
          />
        </>
      )}
      {sources.length === 0 ? null : <SourcesPanel sources={sources} />}
    </>
  );
}

function findShown(books: readonly ShowbackBook[], name: string | null): ShowbackBook | null {
  return books.find((book) => toBookName(book) === name) ?? books[0] ?? null;
}

function NothingTold({ showback: { sources, from, to, isBounded } }: { showback: Showback }) {
  const days = formatDays(from, to);
  if (sources.some(({ missing }) => missing.length > 0) || sources.length === 0)
    return (
      <EmptyState title={`Nothing is known of ${days}`}>
        Bills are missing, which does not mean that nothing was charged.
      </EmptyState>
    );
  return (
    <EmptyState title={isBounded ? `No costs of your teams, ${days}` : `No costs, ${days}`}>
      Every source is complete, and tells no row of these days.
    </EmptyState>
  );
}
