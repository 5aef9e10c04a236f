'use client';
import { Copy } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { copyAndTell } from '@/components/ui/copy-text';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { Cell, HeaderCell, MessageRow, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { Commitment, CommitmentBook, CommitmentTerm } from '@/lib/api/contracts/cost-commitments';
import { formatDay } from '@/lib/format/format-day';
import { formatQuantity } from '@/lib/format/format-number';
import { nameProvider } from '@/lib/format/provider-words';
import { toCsv } from '@/lib/format/to-csv';
import { ShareText, SumText } from './share-text';

const notTold = 'The bills of the range do not tell it';
const unused = 'The bills do not say what of it was used';
const priceless = 'A price or a cost is not told, or not what of it was used';

/** Every commitment that the bills of the range name: what it cost, how much of it was used, and what it saved. */
export function CommitmentTable({ book }: { book: CommitmentBook }) {
  const { commitments, currency } = book;
  return (
    <Panel
      title="Commitments"
      unit={formatQuantity(commitments.length, 'commitment')}
      menu={
        <Button size="compact" onClick={() => void copyAndTell(writeCsv(book), 'CSV')}>
          <Copy aria-hidden /> Copy CSV
        </Button>
      }
    >
      <TableRegion label="Commitments" className="max-h-[32rem]">
        <Table>
          <thead>
            <tr>
              <HeaderCell isPinned className="pl-4">
                Commitment
              </HeaderCell>
              <HeaderCell>Type</HeaderCell>
              <HeaderCell>Provider</HeaderCell>
              <HeaderCell isNumeric>Amortised</HeaderCell>
              <HeaderCell isNumeric>Utilisation</HeaderCell>
              <HeaderCell isNumeric>Waste</HeaderCell>
              <HeaderCell isNumeric>Saved</HeaderCell>
              <HeaderCell isNumeric>Net of waste</HeaderCell>
              <HeaderCell isNumeric>Billed</HeaderCell>
              <HeaderCell className="pr-4">Ends</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {commitments.length === 0 ? (
              <MessageRow columns={10}>
                <p className="px-4 py-3 text-muted">The bills of the range name no commitment in this currency.</p>
              </MessageRow>
            ) : null}
            {commitments.map((commitment) => (
              <TableRow key={`${commitment.provider} ${commitment.id}`}>
                <Cell isPinned className="max-w-72 truncate pl-4" title={commitment.id ?? undefined}>
                  {commitment.name ?? commitment.id ?? 'No commitment named'}
                </Cell>
                <Cell>{commitment.type ?? <Missing reason={notTold} />}</Cell>
                <Cell>
                  {commitment.provider === null ? <Missing reason={notTold} /> : nameProvider(commitment.provider)}
                </Cell>
                <Cell isNumeric>
                  <SumText sum={commitment.amortised} currency={currency} why={notTold} />
                </Cell>
                <Cell isNumeric>
                  <ShareText share={commitment.utilisation} why={unused} />
                </Cell>
                <Cell isNumeric>
                  <SumText sum={commitment.unused} currency={currency} why={unused} />
                </Cell>
                <Cell isNumeric>
                  <SumText sum={commitment.savings} currency={currency} why={priceless} />
                </Cell>
                <Cell isNumeric>
                  <SumText sum={commitment.netSavings} currency={currency} why={priceless} />
                </Cell>
                <Cell isNumeric>
                  <SumText sum={commitment.billed} currency={currency} why={notTold} />
                </Cell>
                <Cell className="whitespace-nowrap pr-4">
                  <TermText term={commitment.term} />
                </Cell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      </TableRegion>
    </Panel>
  );
}

/** Days within which an end needs a decision. */
const soonDays = 90;

/** When it ends, and how long that is: an end that is near is marked. */
function TermText({ term }: { term: CommitmentTerm | null }) {
  if (term === null || term.endsAt === null || term.daysLeft === null)
    return <Missing reason="Not known: no bill tells when it ends, and its provider was not asked or did not say" />;
  const day = formatDay(term.endsAt.slice(0, 10));
  const title = `${term.status ?? 'State not told'}; read from the provider on ${formatDay(term.readAt.slice(0, 10))}`;
  if (term.daysLeft < 0) return <span title={title}>Ended {day}</span>;
  return (
    <span title={title} className={term.daysLeft < soonDays ? 'text-warning' : undefined}>
      {day}, in {formatQuantity(term.daysLeft, 'day')}
    </span>
  );
}

const figures = ['amortised', 'used', 'unused', 'onDemand', 'savings', 'netSavings', 'billed'] as const;

/** All digits of every figure. */
function writeCsv({ commitments, currency, basis }: CommitmentBook): string {
  const toRow = (commitment: Commitment) => [
    commitment.id,
    commitment.name,
    commitment.provider,
    commitment.type,
    commitment.category,
    ...figures.map((figure) => commitment[figure].amount),
    commitment.utilisation.share,
    commitment.balance,
    commitment.quantity.purchased,
    commitment.quantity.used,
    commitment.quantity.unused,
    commitment.unit,
    commitment.term?.startsAt ?? null,
    commitment.term?.endsAt ?? null,
    commitment.term?.status ?? null,
    commitment.term?.readAt ?? null,
    currency,
    basis,
    figures.some((figure) => commitment[figure].atLeast) ? 'at least' : 'exact',
  ];
  return toCsv(
    [
      ...['id', 'name', 'provider', 'type', 'category', 'amortised', 'used', 'unused', 'on demand', 'savings'],
      ...[
        'net savings',
        'billed',
        'utilisation',
        'billed ahead',
        'quantity purchased',
        'quantity used',
        'quantity unused',
      ],
      ...['unit', 'starts', 'ends', 'state', 'term read at', 'currency', 'basis', 'exact or at least'],
    ],
    commitments.map(toRow),
  );
}
