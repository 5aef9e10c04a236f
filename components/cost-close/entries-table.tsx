import { Money } from '@/components/cost/money';
import { Instant } from '@/components/time/instant';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { Invoice } from '@/lib/api/contracts/cost-invoices';
import { nameProvider } from '@/lib/format/provider-words';

export interface EntriesTableProps {
  invoices: readonly Invoice[];
  /** Null: the person may not. */
  onReplace: ((invoice: Invoice) => void) | null;
}

/** Every entry of an invoice, those that no longer count among them. */
export function EntriesTable({ invoices, onReplace }: EntriesTableProps) {
  return (
    <details className="border-t">
      <summary className="cursor-pointer px-4 py-2 text-muted">Entries, {invoices.length}</summary>
      <TableRegion label="Entries of invoices">
        <Table>
          <thead>
            <tr>
              <HeaderCell isPinned className="pl-4">
                Invoice
              </HeaderCell>
              <HeaderCell>Account</HeaderCell>
              <HeaderCell isNumeric>Asks</HeaderCell>
              <HeaderCell>Entered</HeaderCell>
              <HeaderCell>Document, comment</HeaderCell>
              <HeaderCell className="pr-4">State</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {invoices.map((invoice) => (
              <TableRow key={invoice.id}>
                <Cell isPinned className="whitespace-nowrap pl-4">
                  {nameProvider(invoice.provider)} {invoice.invoiceNumber}
                </Cell>
                <Cell>{invoice.billingAccount}</Cell>
                <Cell isNumeric>
                  <Money amount={invoice.amount} currency={invoice.currency} />
                </Cell>
                <Cell className="whitespace-nowrap">
                  <Instant at={invoice.enteredAt} as="clock" /> by {invoice.enteredBy}
                </Cell>
                <Cell className="max-w-80 truncate" title={invoice.documentHash ?? undefined}>
                  {[invoice.documentName, invoice.comment].filter(Boolean).join(', ')}
                </Cell>
                <Cell className="pr-4">
                  {invoice.replacedBy !== null ? (
                    <Badge>Replaced</Badge>
                  ) : invoice.isWithdrawn ? (
                    <Badge tone="warning">Taken back</Badge>
                  ) : onReplace === null ? (
                    <Badge>Counts</Badge>
                  ) : (
                    <Button variant="quiet" size="compact" className="print:hidden" onClick={() => onReplace(invoice)}>
                      Replace
                    </Button>
                  )}
                </Cell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      </TableRegion>
    </details>
  );
}
