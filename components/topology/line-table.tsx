'use client';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Missing } from '@/components/ui/missing';
import { StatusMark } from '@/components/ui/status-mark';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { formatNumber } from '@/lib/format/format-number';
import { formatPercent } from '@/lib/format/format-percent';
import { linkHealthWords } from '@/lib/format/link-words';
import { nameLine, sayCapacity } from './say-scene';
import { isSelected, type SceneLine, type Selection } from './to-scene';

const shownAtOnce = 50;

export interface LineTableProps {
  lines: readonly SceneLine[];
  selection: Selection;
  onLine: (line: SceneLine) => void;
}

/** The lines of the picture as a table, the worst first, links within a site too. */
export function LineTable({ lines, selection, onLine }: LineTableProps) {
  const [shown, setShown] = useState(shownAtOnce);
  const isLine = selection.to !== null || selection.outside;
  return (
    <div className="flex min-h-0 min-w-0 flex-col">
      <TableRegion label="Lines of the topology" className="max-h-[35rem]">
        <Table>
          <thead>
            <tr>
              <HeaderCell className="pl-4">Between</HeaderCell>
              <HeaderCell>State</HeaderCell>
              <HeaderCell isNumeric>Links</HeaderCell>
              <HeaderCell isNumeric>Capacity</HeaderCell>
              <HeaderCell isNumeric className="pr-4">
                Busiest
              </HeaderCell>
            </tr>
          </thead>
          <tbody>
            {lines.slice(0, shown).map((line) => (
              <LineRow
                key={line.index}
                line={line}
                isSelected={isLine && isSelected(line, selection)}
                onLine={onLine}
              />
            ))}
          </tbody>
        </Table>
      </TableRegion>
      <p className="flex items-center gap-3 border-t px-4 py-2 text-meta text-muted">
        {formatNumber(Math.min(shown, lines.length))} of {formatNumber(lines.length)} shown, the worst first
        {shown < lines.length ? (
          <Button size="compact" onClick={() => setShown(shown + shownAtOnce)}>
            Show more
          </Button>
        ) : null}
      </p>
    </div>
  );
}

function LineRow({
  line,
  isSelected: isChosen,
  onLine,
}: { line: SceneLine; isSelected: boolean } & Pick<LineTableProps, 'onLine'>) {
  const { links, unhealthy, health, busiest, nameless, to } = line;
  const capacity = sayCapacity(line);
  const { tone, word } = linkHealthWords[health];
  return (
    <TableRow isSelected={isChosen}>
      <Cell className="pl-4">
        <button
          type="button"
          aria-pressed={isChosen}
          onClick={() => onLine(line)}
          className="min-h-6 rounded-control text-left text-accent hover:underline"
        >
          {nameLine(line)}
        </button>
      </Cell>
      <Cell>
        <StatusMark tone={tone} word={word} />
      </Cell>
      <Cell isNumeric title={to === null ? `Of ${nameless} not even a name of where they end is told` : undefined}>
        {formatNumber(links)}
        {unhealthy > 0 ? (
          <span className="block whitespace-nowrap text-meta text-subtle">{formatNumber(unhealthy)} unhealthy</span>
        ) : null}
      </Cell>
      <Cell isNumeric className="whitespace-nowrap">
        {capacity ?? <Missing reason="No source tells a capacity of any of them" />}
      </Cell>
      <Cell isNumeric className="pr-4">
        {busiest === null ? <Missing reason="Of none both traffic and capacity are known" /> : formatPercent(busiest)}
      </Cell>
    </TableRow>
  );
}
