'use client';
import { ChartColumn, Copy, Link2, MoreHorizontal, Table2 } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { copyAndTell } from '@/components/ui/copy-text';
import { Menu, MenuItem } from '@/components/ui/dropdown-menu';

export interface ChartMenuProps {
  title: string;
  /** The anchor that its link leads to. */
  anchor: string;
  isTable: boolean;
  onTable: (isTable: boolean) => void;
  /** Everything the chart shows as CSV; made when asked for. Absent while what is shown is not what was asked for. */
  toCsv?: (() => string) | undefined;
}

/** What every chart can do: be read as a table, be copied, be linked to. */
export function ChartMenu({ title, anchor, isTable, onTable, toCsv }: ChartMenuProps) {
  return (
    <Menu
      label={`${title}: more`}
      trigger={
        <Button variant="quiet" size="compact" aria-label={`${title}: more`} className="w-7 px-0!">
          <MoreHorizontal aria-hidden />
        </Button>
      }
    >
      <MenuItem onSelect={() => onTable(!isTable)}>
        {isTable ? <ChartColumn aria-hidden /> : <Table2 aria-hidden />}
        {isTable ? 'View as chart' : 'View as table'}
      </MenuItem>
      {toCsv === undefined ? null : (
        <MenuItem onSelect={() => void copyAndTell(toCsv(), 'CSV')}>
          <Copy aria-hidden /> Copy CSV
        </MenuItem>
      )}
      <MenuItem onSelect={() => void copyAndTell(new URL(`#${anchor}`, window.location.href).toString(), 'Link')}>
        <Link2 aria-hidden /> Copy link
      </MenuItem>
    </Menu>
  );
}
