import { clsx } from 'clsx';
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { ScrollEdges } from './scroll-edges';

export interface TableRegionProps extends ComponentProps<'section'> {
  /** What the table lists, read aloud; the region scrolls and can be reached with the keyboard. */
  label: string;
}

/** The scrolling frame around a table; its edges show where there are more columns. */
export function TableRegion({ label, className, children, ...rest }: TableRegionProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard
    <section aria-label={label} tabIndex={0} className={clsx('relative overflow-auto', className)} {...rest}>
      <ScrollEdges />
      {children}
    </section>
  );
}

/** A table of 32 px rows. Wrap it in a TableRegion. */
export function Table({ className, ...rest }: ComponentProps<'table'>) {
  return (
    <table
      className={clsx(
        'w-full border-separate border-spacing-0 text-left text-table [&>tbody>tr:last-child>td]:border-b-0',
        className,
      )}
      {...rest}
    />
  );
}

export type SortOrder = 'ascending' | 'descending';

/** Where columns lie hidden behind a pinned one. The line is always there, so that nothing moves. */
const pinnedEdge = 'sm:border-r sm:border-r-transparent sm:in-data-more-left:border-r-border-control';

export interface HeaderCellProps extends Omit<ComponentProps<'th'>, 'onClick'> {
  isNumeric?: boolean;
  /** Stays in view while the table scrolls sideways. For the first column. */
  isPinned?: boolean;
  /** The order now, `none` when sorted by something else; absent when the column cannot be sorted. */
  sort?: SortOrder | 'none';
  onSort?: () => void;
}

/** A column's header; sticky, and a button when the column sorts. */
export function HeaderCell({ isNumeric, isPinned, sort, onSort, className, children, ...rest }: HeaderCellProps) {
  return (
    <th
      scope="col"
      aria-sort={sort}
      className={clsx(
        'sticky top-0 z-10 h-8 whitespace-nowrap border-b bg-surface px-2 font-medium text-meta text-muted',
        isNumeric && 'text-right',
        isPinned && 'sm:left-0 sm:z-20',
        isPinned && pinnedEdge,
        className,
      )}
      {...rest}
    >
      {sort === undefined ? (
        children
      ) : (
        <button
          type="button"
          onClick={onSort}
          className={clsx(
            '-mx-1 inline-flex h-7 items-center gap-1 rounded-control px-1 hover:text-text',
            isNumeric && 'flex-row-reverse',
            sort !== 'none' && 'text-text',
          )}
        >
          {children}
          <SortSign sort={sort} />
        </button>
      )}
    </th>
  );
}

function SortSign({ sort }: { sort: SortOrder | 'none' }) {
  if (sort === 'ascending') return <ArrowUp aria-hidden className="size-3.5" />;
  if (sort === 'descending') return <ArrowDown aria-hidden className="size-3.5" />;
  return <ChevronsUpDown aria-hidden className="size-3.5 text-subtle" />;
}

export interface TableRowProps extends ComponentProps<'tr'> {
  isSelected?: boolean;
}

/** A row; its cells are 32 px high. */
export function TableRow({ isSelected, className, ...rest }: TableRowProps) {
  return (
    <tr
      data-selected={isSelected || undefined}
      className={clsx('group bg-surface hover:bg-canvas data-[selected]:bg-accent-tint', className)}
      {...rest}
    />
  );
}

export interface CellProps extends ComponentProps<'td'> {
  isNumeric?: boolean;
  isPinned?: boolean;
}

/** A cell of a row; figures go right. */
export function Cell({ isNumeric, isPinned, className, ...rest }: CellProps) {
  return (
    <td
      className={clsx(
        'h-8 border-b bg-inherit px-2 py-0',
        isNumeric && 'text-right tabular-nums',
        isPinned && 'sm:sticky sm:left-0 sm:z-[5]',
        isPinned && pinnedEdge,
        className,
      )}
      {...rest}
    />
  );
}

/** A full-width row of words, e.g. when nothing matches. */
export function MessageRow({ columns, children }: { columns: number; children: ReactNode }) {
  return (
    <tr>
      <td colSpan={columns} className="p-0">
        {children}
      </td>
    </tr>
  );
}
