'use client';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { sayBook } from '@/components/cost/book-name';
import { Money } from '@/components/cost/money';
import { useClock } from '@/components/time/clock-provider';
import { Button } from '@/components/ui/button';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { EmptyState, Notice } from '@/components/ui/panel-states';
import { Select } from '@/components/ui/select';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { CostRulesPreview } from '@/lib/api/contracts/cost-rules';
import type { AllocationRules } from '@/lib/domain/cost/allocation-rules';
import { formatMonth } from '@/lib/format/format-day';
import { formatMoneyChange, formatMoneyFully } from '@/lib/format/format-money';
import { toApiProblem } from '@/lib/queries/api-problem';
import { previewCostRulesMutation } from '@/lib/queries/showback';
import { lastMonth, listMonths } from '@/lib/queries/showback-url';

export interface PreviewPanelProps {
  /** The draft as it stands; null: it has faults, which were told. */
  readRules: () => AllocationRules | null;
}

/** What the draft would move between teams in a month, before anybody saves it. */
export function PreviewPanel({ readRules }: PreviewPanelProps) {
  const { now } = useClock();
  const id = useId();
  const [month, setMonth] = useState(lastMonth(now));
  const preview = useMutation(previewCostRulesMutation());
  return (
    <Panel
      title="What it would move"
      unit="nothing is saved"
      menu={
        <>
          <label htmlFor={id}>Month</label>
          <Select id={id} className="w-36!" value={month} onChange={({ target }) => setMonth(target.value)}>
            {listMonths(now).map((one) => (
              <option key={one} value={one}>
                {formatMonth(one)}
              </option>
            ))}
          </Select>
          <Button
            size="compact"
            isPending={preview.isPending}
            onClick={() => {
              const rules = readRules();
              if (rules !== null) preview.mutate({ rules, month, metric: 'effective' });
            }}
          >
            Try it
          </Button>
        </>
      }
    >
      {preview.error ? <Notice tone="critical">{toApiProblem(preview.error).message}</Notice> : null}
      {preview.data === undefined ? (
        <p className="px-4 py-3 text-muted">Try the draft on a month: the differences add up to nought.</p>
      ) : (
        <PreviewTables preview={preview.data} />
      )}
    </Panel>
  );
}

function PreviewTables({ preview: { books, month, atLeast, version } }: { preview: CostRulesPreview }) {
  if (books.length === 0) return <EmptyState title={`No bill tells a cost of ${formatMonth(month)}`} />;
  return (
    <>
      {atLeast ? <Notice tone="unknown">Bills of this month are missing: these are at least.</Notice> : null}
      {books.map((book) => (
        <TableRegion key={sayBook(book)} label={`Before and after, ${sayBook(book)}`}>
          <Table>
            <thead>
              <tr>
                <HeaderCell isPinned className="pl-4">
                  {sayBook(book)}, {formatMonth(month)}
                </HeaderCell>
                <HeaderCell isNumeric>{version === null ? 'Without rules' : `By version ${version}`}</HeaderCell>
                <HeaderCell isNumeric>By the draft</HeaderCell>
                <HeaderCell isNumeric className="pr-4">
                  Difference
                </HeaderCell>
              </tr>
            </thead>
            <tbody>
              {book.lines.map(({ kind, name, before, after, difference }) => (
                <TableRow key={`${kind} ${name}`}>
                  <Cell isPinned className="pl-4">
                    {sayLine(kind, name)}
                  </Cell>
                  <Cell isNumeric>
                    {before === null ? (
                      <Missing reason="No such row before" />
                    ) : (
                      <Money amount={before} currency={book.currency} />
                    )}
                  </Cell>
                  <Cell isNumeric>
                    {after === null ? (
                      <Missing reason="No such row after" />
                    ) : (
                      <Money amount={after} currency={book.currency} />
                    )}
                  </Cell>
                  <Cell isNumeric className="pr-4">
                    <span title={formatMoneyFully(difference, book.currency)}>
                      {formatMoneyChange(difference, book.currency)}
                    </span>
                  </Cell>
                </TableRow>
              ))}
              <TableRow className="font-medium">
                <Cell isPinned className="pl-4">
                  Whole
                </Cell>
                <Cell isNumeric>
                  <Money amount={book.whole} currency={book.currency} />
                </Cell>
                <Cell isNumeric>
                  <Money amount={book.whole} currency={book.currency} />
                </Cell>
                <Cell isNumeric className="pr-4">
                  {formatMoneyChange('0', book.currency)}
                </Cell>
              </TableRow>
            </tbody>
          </Table>
        </TableRegion>
      ))}
    </>
  );
}

function sayLine(kind: CostRulesPreview['books'][number]['lines'][number]['kind'], name: string | null): string {
  if (kind === 'team') return name ?? 'A team without a name';
  if (kind === 'unallocated') return 'Unallocated';
  return kind === 'idle' ? 'Idle GPUs' : `Not shared: ${name}`;
}
