'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { QueryView } from '@/components/query-view/query-view';
import { Page, PageHeader } from '@/components/shell/page-header';
import { useMay } from '@/components/shell/use-me';
import { AsOf } from '@/components/time/as-of';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Panel } from '@/components/ui/panel';
import { PartialNotice } from '@/components/ui/panel-states';
import { RefusableButton } from '@/components/ui/refusable-button';
import { TextLink } from '@/components/ui/text-link';
import type { BudgetDetail } from '@/lib/api/contracts/cost-budgets';
import { namePeriod } from '@/lib/domain/cost/budget-period';
import { toApiProblem } from '@/lib/queries/api-problem';
import { budgetQuery, changeBudgetMutation } from '@/lib/queries/cost-budgets';
import { AlertsPanel } from './alerts-panel';
import { BudgetDialog } from './budget-dialog';
import { BudgetFigures } from './budget-figures';
import { BudgetHistory } from './budget-history';
import { ForecastPanel } from './forecast-panel';
import { sayMissing, sayMissingMeans } from './say-missing';
import { saySlice, toExploreHref } from './slice-words';

/** One budget: what is spent, where it is going and how sure that is, its alerts, and what it said before. */
export function BudgetPage({ id }: { id: string }) {
  const query = useQuery(budgetQuery(id));
  const view = (
    <QueryView query={query} subject="Budget" needs="cost:read">
      {(detail) => <Details detail={detail} isRefreshing={query.isFetching} />}
    </QueryView>
  );
  return (
    <Page>
      <PageHeader
        title={query.data?.budget.terms.name ?? 'Budget'}
        description={query.data === undefined ? undefined : saySlice(query.data.budget.terms.filters)}
        actions={query.data === undefined ? null : <Actions detail={query.data} />}
      />
      {query.data === undefined ? <Panel title="Budget">{view}</Panel> : view}
    </Page>
  );
}

function Details({ detail, isRefreshing }: { detail: BudgetDetail; isRefreshing: boolean }) {
  const { budget, forecast, amount, probability } = detail;
  const { currency, period } = budget.terms;
  const missing = sayMissing(forecast.sources);
  return (
    <>
      {missing === null ? null : (
        <div className="overflow-hidden rounded-panel">
          <PartialNotice>
            {missing}. Spent is at least what it says. {sayMissingMeans(forecast, probability)}
          </PartialNotice>
        </div>
      )}
      <BudgetFigures detail={detail} />
      <ForecastPanel
        title={`Spent and expected, ${namePeriod(period, forecast.from)}`}
        forecast={forecast}
        currency={currency}
        limit={amount}
        isRefreshing={isRefreshing}
        menu={<TextLink href={toExploreHref(budget.terms)}>What drives it</TextLink>}
      />
      <AlertsPanel alerts={detail.alerts} terms={budget.terms} />
      <BudgetHistory detail={detail} />
    </>
  );
}

function Actions({ detail: { at, budget } }: { detail: BudgetDetail }) {
  const mayWrite = useMay('cost:write');
  const [open, setOpen] = useState<'change' | 'archive' | null>(null);
  const change = useMutation(changeBudgetMutation(useQueryClient(), budget.id));
  const refusal =
    budget.archivedAt !== null
      ? 'This budget is archived.'
      : mayWrite
        ? null
        : 'This needs the permission cost:write over everything.';
  return (
    <>
      <AsOf at={at} className="text-meta text-muted" />
      <RefusableButton refusal={refusal} onClick={() => setOpen('archive')}>
        Archive
      </RefusableButton>
      <RefusableButton refusal={refusal} variant="primary" onClick={() => setOpen('change')}>
        Change
      </RefusableButton>
      {open === 'change' ? <BudgetDialog budget={budget} onClose={() => setOpen(null)} /> : null}
      <ConfirmDialog
        isOpen={open === 'archive'}
        onOpenChange={() => setOpen(null)}
        title={`Archive ${budget.terms.name}?`}
        consequence="It raises no more alerts and leaves the list. What it said and raised stays on record; it cannot be taken up again."
        verb="Archive budget"
        isPending={change.isPending}
        fault={change.error ? toApiProblem(change.error).message : null}
        onConfirm={() => change.mutate({ version: budget.version, archived: true }, { onSuccess: () => setOpen(null) })}
      />
    </>
  );
}
