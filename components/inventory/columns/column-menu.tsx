'use client';
import { Columns3 } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Menu, MenuCheckboxItem, MenuItem, MenuLabel, MenuSeparator } from '@/components/ui/dropdown-menu';
import { type InventoryColumn, inventoryColumns } from './columns';

export interface ColumnMenuProps {
  shown: readonly InventoryColumn[];
  onToggle: (id: string, isShown: boolean) => void;
  onReset: () => void;
}

/** Which columns to show; kept for the person. */
export function ColumnMenu({ shown, onToggle, onReset }: ColumnMenuProps) {
  return (
    <Menu
      label="Columns"
      trigger={
        <Button variant="quiet">
          <Columns3 aria-hidden /> Columns
        </Button>
      }
    >
      <MenuLabel>Columns</MenuLabel>
      {inventoryColumns.map((column) => (
        <MenuCheckboxItem
          key={column.id}
          isChecked={shown.includes(column)}
          onCheckedChange={(isShown) => onToggle(column.id, isShown)}
        >
          {column.title}
        </MenuCheckboxItem>
      ))}
      <MenuSeparator />
      <MenuItem onSelect={onReset}>As by default</MenuItem>
    </Menu>
  );
}
