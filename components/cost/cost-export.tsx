'use client';
import { Download } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Menu, MenuItem, MenuLabel } from '@/components/ui/dropdown-menu';
import type { Cost } from '@/lib/api/contracts/cost';
import { type CostState, toCostExportUrl } from '@/lib/queries/cost';
import { judgeExport } from './judge-export';

const formats = { 'focus-csv': 'FOCUS 1.2 as CSV', 'focus-parquet': 'FOCUS 1.2 as Parquet' } as const;

export interface CostExportProps {
  state: CostState;
  /** The answer on the page; null: it is on its way. */
  cost: Cost | null;
}

/** The rows behind what is shown as a file. It is put on record who took it. */
export function CostExport({ state, cost }: CostExportProps) {
  const { size, refusal } = judgeExport(cost?.books ?? null);
  return (
    <Menu
      label="Export"
      trigger={
        <Button variant="quiet">
          <Download aria-hidden /> Export
        </Button>
      }
    >
      <MenuLabel>Every row behind it, all digits; kept on record</MenuLabel>
      <MenuLabel>{size}</MenuLabel>
      {(['focus-csv', 'focus-parquet'] as const).map((format) =>
        refusal === null ? (
          <MenuItem key={format} asChild>
            <a href={toCostExportUrl(state, format)} download>
              {formats[format]}
            </a>
          </MenuItem>
        ) : (
          <MenuItem key={format} refusal={refusal}>
            {formats[format]}
          </MenuItem>
        ),
      )}
    </Menu>
  );
}
