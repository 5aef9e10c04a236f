import { Money } from '@/components/cost/money';
import { Instant } from '@/components/time/instant';
import { Button } from '@/components/ui/button';
import { Missing } from '@/components/ui/missing';
import { StatusMark, type StatusTone } from '@/components/ui/status-mark';
import { Cell, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { Invoice, Reconciled } from '@/lib/api/contracts/cost-invoices';
import type { ReconciliationState } from '@/lib/domain/cost/reconcile-invoices';
import { reconciliationWords } from '@/lib/format/close-words';
import { nameProvider } from '@/lib/format/provider-words';
import { Change } from './close-money';

const tones: Record<ReconciliationState, StatusTone> = {
  matched: 'healthy',
  difference: 'critical',
  'only-ledger': 'warning',
  'only-invoice': 'warning',
  'not-final': 'in-progress',
};

/** What a dialog is about; null: none is open. */
export type Asking =
  | { kind: 'invoice'; replaces: Invoice | null; from: Reconciled | null }
  | { kind: 'explain'; line: Reconciled };

export interface ReconciledRowProps {
  month: string;
  line: Reconciled;
  mayWrite: boolean;
  onAsk: (asking: Asking) => void;
}

/** An invoice, or an account's month, against the ledger: both sides with taxes and credits, and what is left over. */
export function ReconciledRow({ month, line, mayWrite, onAsk }: ReconciledRowProps) {
  const { state, provider, billingAccount, currency, invoiceNumbers, explanation, remainder } = line;
  const part = (category: string) => line.parts.find((one) => one.category === category);
  const isDue = remainder !== null || state === 'only-ledger';
  const isExplainable =
    isDue && state !== 'matched' && provider !== null && billingAccount !== null && currency !== null;
  return (
    <TableRow>
      <Cell isPinned className="max-w-56 break-words pl-4">
        {provider === null ? <Missing reason="No provider told" /> : nameProvider(provider)}{' '}
        {line.ledger === null || billingAccount === null ? (
          <span className="text-muted">{billingAccount}</span>
        ) : (
          <TextLink href={toRowsHref(month, line)} title="The rows of this account charged for days of the month">
            {billingAccount}
          </TextLink>
        )}
      </Cell>
      <Cell className="max-w-44 break-words">
        {invoiceNumbers.length === 0 ? (
          <Missing reason={line.by === 'month' ? 'The whole month of the account' : 'Rows without an invoice'} />
        ) : (
          invoiceNumbers.join(', ')
        )}
        {line.by === 'month' ? <span className="text-muted"> (by month)</span> : null}
      </Cell>
      <Cell>
        <StatusMark tone={tones[state]} word={reconciliationWords[state].title} />
      </Cell>
      <MoneyCell amount={line.invoiced} currency={currency} missing="No invoice is entered" />
      <MoneyCell amount={line.tax} currency={currency} missing="The entry does not say" />
      <Cell isNumeric>
        {line.untoldRows > 0 ? <span className="text-muted">at least </span> : null}
        {line.ledger === null ? (
          <Missing reason="The ledger has no row of it" />
        ) : (
          <Money amount={line.ledger} currency={currency} />
        )}
      </Cell>
      <MoneyCell amount={part('Tax')?.billed ?? null} currency={currency} missing="No row is a tax" />
      <MoneyCell amount={part('Credit')?.billed ?? null} currency={currency} missing="No row is a credit" />
      <Cell isNumeric>
        <Change
          amount={remainder}
          currency={currency}
          missing={state === 'not-final' ? 'The bill is not final' : 'No invoice is entered'}
        />
      </Cell>
      <Cell className="max-w-96 pr-4">
        {explanation === null ? null : (
          <span
            className="wrap-anywhere"
            title={`${explanation.by}, of ${explanation.remainder ?? 'no invoice entered'}`}
          >
            {explanation.text}{' '}
            <span className="text-muted">
              ({explanation.by}, <Instant at={explanation.at} as="clock" />
              <SaidOf explanation={explanation} line={line} />)
            </span>{' '}
          </span>
        )}
        <span className="flex flex-wrap whitespace-nowrap">
          {mayWrite && isExplainable ? (
            <Button
              variant="quiet"
              size="compact"
              className="print:hidden"
              onClick={() => onAsk({ kind: 'explain', line })}
            >
              {explanation === null ? 'Explain' : 'Explain anew'}
            </Button>
          ) : null}
          {mayWrite && state === 'only-ledger' ? (
            <Button
              variant="quiet"
              size="compact"
              className="print:hidden"
              onClick={() => onAsk({ kind: 'invoice', replaces: null, from: line })}
            >
              Enter invoice
            </Button>
          ) : null}
        </span>
      </Cell>
    </TableRow>
  );
}

/** What an explanation was said of, where the remainder is another one by now. */
function SaidOf({ explanation, line }: { explanation: NonNullable<Reconciled['explanation']>; line: Reconciled }) {
  if (explanation.remainder === line.remainder) return null;
  if (explanation.remainder === null) return <>, while no invoice was entered</>;
  return (
    <>
      , of <Money amount={explanation.remainder} currency={line.currency} />
    </>
  );
}

function MoneyCell({ amount, currency, missing }: { amount: string | null; currency: string | null; missing: string }) {
  return (
    <Cell isNumeric>
      {amount === null ? <Missing reason={missing} /> : <Money amount={amount} currency={currency} />}
    </Cell>
  );
}

/** The rows of an account charged for days of the month; what is billed in it of other days stands in the CSV of lines. */
function toRowsHref(month: string, { billingAccount, currency }: Reconciled): string {
  const [year, number] = month.split('-').map(Number);
  const last = new Date(Date.UTC(Number(year), Number(number), 0)).toISOString().slice(0, 10);
  const query = new URLSearchParams({ from: `${month}-01`, to: last, metric: 'billed', by: 'service', rows: 'true' });
  if (billingAccount !== null) query.append('billing-account', billingAccount);
  if (currency !== null) query.append('currency', currency);
  return `/cost?${query}`;
}
