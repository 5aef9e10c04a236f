'use client';
import { Copy } from 'lucide-react';
import { Money } from '@/components/cost/money';
import { LabelledChoice } from '@/components/cost/span-controls';
import { Button } from '@/components/ui/button';
import { copyAndTell } from '@/components/ui/copy-text';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { Cell, HeaderCell, MessageRow, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { CommitmentBook, CoverageLine } from '@/lib/api/contracts/cost-commitments';
import { costDimensionWords, nameCostValue } from '@/lib/format/cost-words';
import { nameProvider } from '@/lib/format/provider-words';
import { toCsv } from '@/lib/format/to-csv';
import { type CommitmentsUrlState, coverageBys } from '@/lib/queries/cost-commitments';
import { ShareText } from './share-text';

export interface CoverageTableProps {
  book: CommitmentBook;
  by: CommitmentsUrlState['by'];
  onBy: (by: CommitmentsUrlState['by']) => void;
}

/** Coverage and spot share by provider, service, region or accelerator; the most eligible first. */
export function CoverageTable({ book, by, onBy }: CoverageTableProps) {
  const { title } = costDimensionWords[by];
  const lines = book.by[by];
  return (
    <Panel
      title={`Coverage by ${by === 'gpu-model' ? 'GPU model' : title.toLowerCase()}`}
      sources={
        <LabelledChoice
          label="By"
          value={by}
          options={coverageBys.map((value) => ({ value, label: costDimensionWords[value].title }))}
          onValue={onBy}
        />
      }
      menu={
        <Button size="compact" onClick={() => void copyAndTell(writeCsv(lines, by, book.currency), 'CSV')}>
          <Copy aria-hidden /> Copy CSV
        </Button>
      }
    >
      <TableRegion label={`Coverage by ${title}`} className="max-h-96">
        <Table>
          <thead>
            <tr>
              <HeaderCell isPinned className="pl-4">
                {title}
              </HeaderCell>
              {by === 'provider' ? null : <HeaderCell>Provider</HeaderCell>}
              <HeaderCell isNumeric>Covered</HeaderCell>
              <HeaderCell isNumeric>Eligible</HeaderCell>
              <HeaderCell isNumeric>Coverage</HeaderCell>
              <HeaderCell isNumeric>Compute cost</HeaderCell>
              <HeaderCell isNumeric className="pr-4">
                On spot
              </HeaderCell>
            </tr>
          </thead>
          <tbody>
            {lines.length === 0 ? (
              <MessageRow columns={by === 'provider' ? 6 : 7}>
                <p className="px-4 py-3 text-muted">No usage of this kind in the range.</p>
              </MessageRow>
            ) : null}
            {lines.map((line) => (
              <TableRow key={`${line.provider} ${line.value}`}>
                <Cell isPinned className="max-w-72 truncate pl-4">
                  {nameCostValue(by, line.value ?? '')}
                </Cell>
                {by === 'provider' ? null : (
                  <Cell>{line.provider === null ? <Missing reason="Not told" /> : nameProvider(line.provider)}</Cell>
                )}
                <Cell isNumeric>
                  <Amount
                    amount={line.coverage.part}
                    currency={book.currency}
                    why="Nothing eligible, or no price told"
                  />
                </Cell>
                <Cell isNumeric>
                  <Amount
                    amount={line.coverage.whole}
                    currency={book.currency}
                    why="Nothing eligible, or no price told"
                  />
                </Cell>
                <Cell isNumeric>
                  <ShareText share={line.coverage} why="Nothing eligible, or no price told" />
                </Cell>
                <Cell isNumeric>
                  <Amount amount={line.spot.whole} currency={book.currency} why="No compute, or its cost is not told" />
                </Cell>
                <Cell isNumeric className="pr-4">
                  <ShareText share={line.spot} why="No compute, or its cost is not told" />
                </Cell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      </TableRegion>
    </Panel>
  );
}

function Amount({ amount, currency, why }: { amount: string | null; currency: string | null; why: string }) {
  return amount === null ? <Missing reason={why} /> : <Money amount={amount} currency={currency} />;
}

function writeCsv(lines: readonly CoverageLine[], by: string, currency: string | null): string {
  return toCsv(
    [
      'provider',
      by,
      'covered',
      'eligible',
      'coverage',
      'spot',
      'compute',
      'spot share',
      'currency',
      'exact or partial',
    ],
    lines.map(({ provider, value, coverage, spot }) => [
      provider,
      value,
      coverage.part,
      coverage.whole,
      coverage.share,
      spot.part,
      spot.whole,
      spot.share,
      currency,
      coverage.isPartial || spot.isPartial ? 'partial' : 'exact',
    ]),
  );
}
