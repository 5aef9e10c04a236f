'use client';
import { Copy, Download, X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { copyAndTell } from '@/components/ui/copy-text';
import type { Resource } from '@/lib/api/contracts/inventory';
import { formatQuantity } from '@/lib/format/format-number';
import { resourcesToCsv } from './resources-to-csv';
import { saveFile } from './save-file';

/** What can be done with the chosen rows. */
export function SelectionBar({ selected, onClear }: { selected: readonly Resource[]; onClear: () => void }) {
  const copyIds = () =>
    copyAndTell(selected.map(({ nativeId }) => nativeId).join('\n'), formatQuantity(selected.length, 'identifier'));
  return (
    <section
      aria-label="Selected resources"
      className="flex flex-wrap items-center gap-2 border-b bg-accent-tint px-4 py-1.5"
    >
      <p role="status" className="font-medium">
        {formatQuantity(selected.length, 'resource')} selected
      </p>
      <Button size="compact" onClick={copyIds}>
        <Copy aria-hidden /> Copy identifiers
      </Button>
      <Button size="compact" onClick={() => saveFile('millwright-selected.csv', 'text/csv', resourcesToCsv(selected))}>
        <Download aria-hidden /> Export selected
      </Button>
      <Button size="compact" variant="quiet" onClick={onClear}>
        <X aria-hidden /> Clear selection
      </Button>
    </section>
  );
}
