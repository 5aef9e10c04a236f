'use client';
import { Money } from '@/components/cost/money';
import { Instant } from '@/components/time/instant';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { StatusMark } from '@/components/ui/status-mark';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { BudgetDetail } from '@/lib/api/contracts/cost-budgets';
import { compareAmounts, parseAmount } from '@/lib/domain/cost/amount';
import { namePeriod } from '@/lib/domain/cost/budget-period';
import { formatMoney } from '@/lib/format/format-money';
import { NothingSpent } from './nothing-spent';
import { saySlice } from './slice-words';

/** Periods before, and what the budget said from when on. */
export function BudgetHistory({ detail: { budget, history, versions } }: { detail: BudgetDetail }) {
  const { currency, period } = budget.terms;
  return (
    <div className="grid items-start gap-4 xl:grid-cols-2">
      <Panel title="Periods before">
        {history.length === 0 ? (
          <p className="px-4 py-3 text-unknown">No whole period lies within the last thirteen months.</p>
        ) : (
          <>
            <p className="px-4 pt-3 text-muted text-table">
              What is spent is of what the budget counts now; the amount is the one in force when the period ended.
            </p>
            <TableRegion label="Periods before">
              <Table>
                <thead>
                  <tr>
                    <HeaderCell isPinned className="pl-4">
                      Period
                    </HeaderCell>
                    <HeaderCell isNumeric>Spent</HeaderCell>
                    <HeaderCell isNumeric>Budget</HeaderCell>
                    <HeaderCell className="pr-4">Outcome</HeaderCell>
                  </tr>
                </thead>
                <tbody>
                  {history.map((one) => (
                    <TableRow key={one.from}>
                      <Cell isPinned className="whitespace-nowrap pl-4">
                        {namePeriod(period, one.from)}
                      </Cell>
                      <Cell isNumeric>
                        {one.spent.amount === null ? (
                          <NothingSpent nothing={one.spent.nothing} isOver />
                        ) : (
                          <>
                            {one.spent.atLeast ? <span className="text-muted">at least </span> : null}
                            <Money amount={one.spent.amount} currency={currency} />
                          </>
                        )}
                      </Cell>
                      <Cell isNumeric>
                        {one.amount === null ? (
                          <Missing reason="The budget counted other costs then" />
                        ) : (
                          <Money amount={one.amount} currency={currency} />
                        )}
                      </Cell>
                      <Cell>
                        <Outcome {...one} />
                      </Cell>
                    </TableRow>
                  ))}
                </tbody>
              </Table>
            </TableRegion>
          </>
        )}
      </Panel>
      <Panel title="What it said">
        <ul className="divide-y">
          {versions.map(({ version, changedAt, changedBy, terms }) => (
            <li key={version} className="px-4 py-2">
              <p className="font-medium">
                {formatMoney(terms.amount, terms.currency)} each {terms.period}
                {terms.overrides.length === 0 ? '' : ', some with amounts of their own'}
              </p>
              <p className="text-muted text-table">
                {saySlice(terms.filters)}. Since <Instant at={changedAt} as="both" />, by {changedBy}.
              </p>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}

/** A floor within the budget says nothing yet. */
function Outcome({ spent, amount }: BudgetDetail['history'][number]) {
  const [cost, limit] = [spent.amount, amount].map((text) => (text === null ? null : parseAmount(text)));
  if (cost == null || limit == null) return <StatusMark tone="unknown" />;
  if (compareAmounts(cost, limit) > 0) return <StatusMark tone="critical" word="Over budget" />;
  return spent.atLeast ? (
    <StatusMark tone="unknown" word="Not all told" />
  ) : (
    <StatusMark tone="healthy" word="Within budget" />
  );
}
