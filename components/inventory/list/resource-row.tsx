'use client';
import { clsx } from 'clsx';
import { memo } from 'react';
import { AsOf } from '@/components/time/as-of';
import { Checkbox } from '@/components/ui/checkbox';
import { StaleMark } from '@/components/ui/stale-mark';
import { Cell, TableRow } from '@/components/ui/table';
import type { Resource } from '@/lib/api/contracts/inventory';
import type { InventoryColumn } from '../columns/columns';

export interface ResourceRowProps {
  resource: Resource;
  /** Position in the list, from 0. */
  index: number;
  columns: readonly InventoryColumn[];
  /** The keyboard stands on it: only this row is in the tab order. */
  isCurrent: boolean;
  /** It is open in the split panel. */
  isOpen: boolean;
  isSelected: boolean;
  /** The address of the list with this resource open. */
  href: string;
  onOpen: (index: number) => void;
  onToggle: (index: number, isSelected: boolean) => void;
}

/** One resource of the list, 32 px high. Drawn again only when something of it changes. */
export const ResourceRow = memo(function ResourceRow({
  resource,
  index,
  columns,
  isCurrent,
  isOpen,
  isSelected,
  href,
  onOpen,
  onToggle,
}: ResourceRowProps) {
  const tabIndex = isCurrent ? 0 : -1;
  return (
    <TableRow
      data-index={index}
      aria-rowindex={index + 2}
      aria-current={isOpen || undefined}
      isSelected={isOpen || isSelected}
      className={clsx('cursor-pointer', resource.freshness === 'expired' && 'text-muted')}
      onClick={(event) => {
        if (isOnRowItself(event.target)) onOpen(index);
      }}
    >
      <Cell isPinned className="overflow-hidden">
        <span className="flex min-w-0 items-center gap-2">
          <Checkbox
            tabIndex={tabIndex}
            aria-label={`Select ${resource.name}`}
            checked={isSelected}
            onChange={(event) => onToggle(index, event.target.checked)}
          />
          <a
            href={href}
            tabIndex={tabIndex}
            data-row-link
            title={resource.name}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
              event.preventDefault();
              onOpen(index);
            }}
            className="min-w-0 truncate rounded-control py-1 font-medium text-text -outline-offset-1 hover:text-accent hover:underline"
          >
            {resource.name}
          </a>
          {resource.freshness === 'fresh' ? null : (
            <StaleMark isTextHidden>
              {resource.freshness} <AsOf at={resource.lastSeenAt} />
            </StaleMark>
          )}
        </span>
      </Cell>
      {columns.map((column) => (
        <Cell key={column.id} isNumeric={column.isNumeric} className="truncate">
          {column.cell(resource)}
        </Cell>
      ))}
    </TableRow>
  );
});

/** A click on a control of the row is that control's, and marking text opens nothing. */
function isOnRowItself(target: EventTarget): boolean {
  const isControl = target instanceof Element && target.closest('a, button, input, label') !== null;
  return !isControl && window.getSelection()?.isCollapsed !== false;
}
