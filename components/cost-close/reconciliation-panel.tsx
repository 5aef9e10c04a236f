'use client';
import { useQuery } from '@tanstack/react-query';
import { Copy, Plus } from 'lucide-react';
import { useState } from 'react';
import { QueryView } from '@/components/query-view/query-view';
import { useMay } from '@/components/shell/use-me';
import { Button } from '@/components/ui/button';
import { copyAndTell } from '@/components/ui/copy-text';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/panel-states';
import { HeaderCell, Table, TableRegion } from '@/components/ui/table';
import type { Reconciliation } from '@/lib/api/contracts/cost-invoices';
import { toCsv } from '@/lib/format/to-csv';
import { invoicesQuery } from '@/lib/queries/cost-close';
import { EntriesTable } from './entries-table';
import { ExplainDialog } from './explain-dialog';
import { InvoiceDialog } from './invoice-dialog';
import { type Asking, ReconciledRow } from './reconciled-row';

/** The month's invoices against the ledger, with what is left over in the open. */
export function ReconciliationPanel({ month }: { month: string }) {
  const query = useQuery(invoicesQuery(month));
  const mayWrite = useMay('cost:write');
  const [asking, setAsking] = useState<Asking | null>(null);
  const data = query.data;
  return (
    <Panel
      title="Invoices against the ledger"
      unit="billed cost, as known now"
      isRefreshing={query.isFetching}
      menu={
        <span className="flex print:hidden">
          {mayWrite ? (
            <Button
              variant="quiet"
              size="compact"
              onClick={() => setAsking({ kind: 'invoice', replaces: null, from: null })}
            >
              <Plus aria-hidden /> Enter invoice
            </Button>
          ) : null}
          {data === undefined || data.items.length === 0 ? null : (
            <Button variant="quiet" size="compact" onClick={() => void copyAndTell(writeCsv(data), 'CSV')}>
              <Copy aria-hidden /> Copy CSV
            </Button>
          )}
        </span>
      }
    >
      <QueryView query={query} subject="Invoices" needs="cost:read">
        {(reconciliation) => (
          <>
            {reconciliation.items.length === 0 ? (
              <EmptyState title="Nothing to reconcile">
                No bill of the month tells what was billed, and no invoice is entered.
              </EmptyState>
            ) : (
              <LineTable month={month} reconciliation={reconciliation} mayWrite={mayWrite} onAsk={setAsking} />
            )}
            {reconciliation.invoices.length === 0 ? null : (
              <EntriesTable
                invoices={reconciliation.invoices}
                onReplace={mayWrite ? (replaces) => setAsking({ kind: 'invoice', replaces, from: null }) : null}
              />
            )}
          </>
        )}
      </QueryView>
      {asking?.kind === 'invoice' ? (
        <InvoiceDialog month={month} replaces={asking.replaces} from={asking.from} onDone={() => setAsking(null)} />
      ) : null}
      {asking?.kind === 'explain' ? (
        <ExplainDialog month={month} line={asking.line} onDone={() => setAsking(null)} />
      ) : null}
    </Panel>
  );
}

interface LineTableProps {
  month: string;
  reconciliation: Reconciliation;
  mayWrite: boolean;
  onAsk: (asking: Asking) => void;
}

function LineTable({ month, reconciliation: { items }, mayWrite, onAsk }: LineTableProps) {
  return (
    <TableRegion label="Invoices against the ledger">
      <Table>
        <thead>
          <tr>
            <HeaderCell isPinned className="pl-4">
              Provider, account
            </HeaderCell>
            <HeaderCell>Invoice</HeaderCell>
            <HeaderCell>State</HeaderCell>
            <HeaderCell isNumeric>Invoice asks</HeaderCell>
            <HeaderCell isNumeric>of it tax</HeaderCell>
            <HeaderCell isNumeric>Ledger</HeaderCell>
            <HeaderCell isNumeric>of it tax</HeaderCell>
            <HeaderCell isNumeric>of it credits</HeaderCell>
            <HeaderCell isNumeric>Remainder</HeaderCell>
            <HeaderCell className="pr-4">Explanation</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {items.map((line) => (
            <ReconciledRow
              key={`${line.provider} ${line.billingAccount} ${line.currency} ${line.by} ${line.invoiceNumbers.join(' ')}`}
              month={month}
              line={line}
              mayWrite={mayWrite}
              onAsk={onAsk}
            />
          ))}
        </tbody>
      </Table>
    </TableRegion>
  );
}

/** All digits. */
function writeCsv({ month, items }: Reconciliation): string {
  return toCsv(
    [
      'month',
      'provider',
      'account',
      'invoice',
      'state',
      'invoice asks',
      'of it tax',
      'ledger',
      'remainder',
      'currency',
      'explanation',
    ],
    items.map((line) => [
      month,
      line.provider,
      line.billingAccount,
      line.invoiceNumbers.join(' '),
      line.state,
      line.invoiced,
      line.tax,
      line.ledger,
      line.remainder,
      line.currency,
      line.explanation?.text ?? null,
    ]),
  );
}
