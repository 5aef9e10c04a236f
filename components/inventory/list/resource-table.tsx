'use client';
import { type ReactNode, useCallback, useEffect, useRef } from 'react';
import { HeaderCell, Table, TableRegion } from '@/components/ui/table';
import type { InventoryQuery, Resource } from '@/lib/api/contracts/inventory';
import type { InventoryColumn } from '../columns/columns';
import { ResourceRow } from './resource-row';
import { useRowCursor } from './use-row-cursor';
import { useRowWindow } from './use-row-window';
import type { Selection } from './use-selection';

const geometry = { rowHeight: 32, headerHeight: 32, overscan: 10 };
const nameWidth = 288;
const prefetchRows = 40;

export interface ResourceTableProps {
  resources: readonly Resource[];
  columns: readonly InventoryColumn[];
  /** How many there are in all; null when that is not exactly known. */
  exactTotal: number | null;
  sort: InventoryQuery['sort'];
  order: InventoryQuery['order'];
  onSort: (key: InventoryQuery['sort']) => void;
  /** The resource in the split panel; null when it is closed. */
  openId: string | null;
  onOpen: (id: string) => void;
  toHref: (id: string) => string;
  selection: Selection;
  /** Changes when another list is shown, which then starts at its top. */
  listKey: string;
  /** Called when the end comes near; safe to call again. */
  onNearEnd: () => void;
  /** Shown instead of rows when there are none. */
  empty: ReactNode;
}

/** The list: only what is in view is drawn, so that its length does not matter. */
export function ResourceTable({
  resources,
  columns,
  exactTotal,
  sort,
  order,
  onSort,
  openId,
  onOpen,
  toHref,
  selection,
  listKey,
  onNearEnd,
  empty,
}: ResourceTableProps) {
  const frame = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list starts at its top
  useEffect(() => {
    frame.current?.scrollTo({ top: 0 });
  }, [listKey]);
  const rows = useRowWindow(frame, resources.length, geometry);

  const isNearEnd = rows.end >= resources.length - prefetchRows;
  useEffect(() => {
    if (isNearEnd) onNearEnd();
  }, [isNearEnd, onNearEnd]);

  const toggle = useCallback(
    (index: number, isSelected: boolean) => {
      const resource = resources[index];
      if (resource) selection.set(resource, isSelected);
    },
    [resources, selection.set],
  );
  const cursor = useRowCursor({
    rowCount: resources.length,
    frame,
    reveal: rows.reveal,
    onMove: (index) => {
      const resource = resources[index];
      if (resource && openId !== null) onOpen(resource.id);
    },
    onToggle: (index) => {
      const resource = resources[index];
      if (resource) selection.set(resource, !selection.byId.has(resource.id));
    },
  });
  const { stand, focus } = cursor;
  const wasOpen = useRef(false);
  useEffect(() => {
    // The panel took the focus with it when it closed.
    if (wasOpen.current && openId === null && document.activeElement === document.body) focus();
    wasOpen.current = openId !== null;
  });
  const open = useCallback(
    (index: number) => {
      const resource = resources[index];
      if (!resource) return;
      stand(index);
      onOpen(resource.id);
    },
    [resources, stand, onOpen],
  );

  const width = columns.reduce((sum, column) => sum + column.width, nameWidth);
  return (
    <TableRegion ref={frame} label="Resources" className="min-h-96 flex-1 overscroll-contain">
      <Table width={width} className="min-w-full table-fixed" aria-rowcount={exactTotal === null ? -1 : exactTotal + 1}>
        <colgroup>
          <col width={nameWidth} />
          {columns.map((column) => (
            <col key={column.id} width={column.width} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <SortableHeader title="Name" sortKey="name" sort={sort} order={order} onSort={onSort} isPinned />
            {columns.map((column) => (
              <SortableHeader key={column.id} {...column} sort={sort} order={order} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          <SpacerRow height={rows.before} />
          {resources.slice(rows.first, rows.end).map((resource, position) => {
            const index = rows.first + position;
            return (
              <ResourceRow
                key={resource.id}
                resource={resource}
                index={index}
                columns={columns}
                isCurrent={index === cursor.current}
                isOpen={resource.id === openId}
                isSelected={selection.byId.has(resource.id)}
                href={toHref(resource.id)}
                onOpen={open}
                onToggle={toggle}
              />
            );
          })}
          <SpacerRow height={rows.after} />
        </tbody>
      </Table>
      {resources.length === 0 ? <div className="sticky left-0">{empty}</div> : null}
    </TableRegion>
  );
}

/** Room for the rows that are not drawn. */
function SpacerRow({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row takes no focus; this one is only room
    <tr aria-hidden="true">
      <td height={height} className="p-0" />
    </tr>
  );
}

interface SortableHeaderProps {
  title: string;
  isNumeric?: boolean;
  isPinned?: boolean;
  sortKey?: InventoryQuery['sort'];
  sort: InventoryQuery['sort'];
  order: InventoryQuery['order'];
  onSort: (key: InventoryQuery['sort']) => void;
}

function SortableHeader({ title, isNumeric, isPinned, sortKey, sort, order, onSort }: SortableHeaderProps) {
  const direction = order === 'asc' ? 'ascending' : 'descending';
  return (
    <HeaderCell
      isNumeric={isNumeric}
      isPinned={isPinned}
      sort={sortKey === undefined ? undefined : sortKey === sort ? direction : 'none'}
      onSort={() => {
        if (sortKey !== undefined) onSort(sortKey);
      }}
    >
      {title}
    </HeaderCell>
  );
}
