'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Money } from '@/components/cost/money';
import { useMay } from '@/components/shell/use-me';
import { Instant } from '@/components/time/instant';
import { Panel } from '@/components/ui/panel';
import { RefusableButton } from '@/components/ui/refusable-button';
import { StatusMark } from '@/components/ui/status-mark';
import { notify } from '@/components/ui/toast';
import type { Budget, BudgetAlert } from '@/lib/api/contracts/cost-budgets';
import { namePeriod } from '@/lib/domain/cost/budget-period';
import { formatMoney } from '@/lib/format/format-money';
import { formatQuantity } from '@/lib/format/format-number';
import { toApiProblem } from '@/lib/queries/api-problem';
import { acknowledgeAlertMutation } from '@/lib/queries/cost-budgets';

export interface AlertsPanelProps {
  /** Newest first. */
  alerts: readonly BudgetAlert[];
  terms: Budget['terms'];
}

const wholeBudget = 100;

/** What was raised, with what was known then, and who saw it. */
export function AlertsPanel({ alerts, terms }: AlertsPanelProps) {
  const open = alerts.filter(({ acknowledgedAt }) => acknowledgedAt === null).length;
  const thresholds = [
    ...terms.actualThresholds.map((one) => `${one} % spent`),
    ...terms.probabilityThresholds.map((one) => `${one} % likely to be passed`),
  ];
  return (
    <Panel title="Alerts" unit={alerts.length === 0 ? undefined : `${formatQuantity(open, 'open alert')}`}>
      <p className="px-4 pt-3 text-muted text-table">
        {thresholds.length === 0
          ? 'No threshold is set, so none is raised.'
          : `Raised once in each period and for each amount: ${thresholds.join(', ')}.`}
      </p>
      {alerts.length === 0 ? (
        <p className="px-4 py-3">None was raised.</p>
      ) : (
        <ul className="mt-2 divide-y border-t">
          {alerts.map((alert) => (
            <AlertRow key={alert.id} alert={alert} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function AlertRow({ alert }: { alert: BudgetAlert }) {
  const mayWrite = useMay('cost:write');
  const acknowledge = useMutation(acknowledgeAlertMutation(useQueryClient()));
  const { kind, threshold, probability, spent, amount, atLeast, forecast, currency } = alert;
  const isSpent = kind === 'actual' && threshold >= wholeBudget;
  const title = probability === null ? `${threshold} % is spent` : `${Math.round(probability)} % likely to be passed`;
  return (
    <li className="grid gap-x-4 gap-y-1 px-4 py-2 sm:grid-cols-[8rem_minmax(0,1fr)_auto]">
      <StatusMark tone={isSpent ? 'critical' : 'warning'} className="self-start py-0.5 text-table" />
      <div className="min-w-0">
        <p className="font-medium">
          {title}, {namePeriod(alert.period, alert.periodStart)}
        </p>
        <p className="text-muted text-table">
          Known then: {spent === null ? 'nothing' : atLeast ? 'at least ' : ''}
          {spent === null ? null : <Money amount={spent} currency={currency} />} spent, of{' '}
          <Money amount={amount} currency={currency} />
          {forecast === null ? '' : `; about ${formatMoney(forecast.amount, currency)} expected`}. Raised{' '}
          <Instant at={alert.raisedAt} as="both" />.
        </p>
      </div>
      {alert.acknowledgedAt === null ? (
        <RefusableButton
          size="compact"
          refusal={mayWrite ? null : 'This needs the permission cost:write over everything.'}
          isPending={acknowledge.isPending}
          aria-label={`Acknowledge: ${title}`}
          onClick={() =>
            acknowledge.mutate(alert.id, {
              onError: (error) =>
                notify({ tone: 'critical', title: 'It was not acknowledged', detail: toApiProblem(error).message }),
            })
          }
        >
          Acknowledge
        </RefusableButton>
      ) : (
        <p className="text-meta text-muted sm:text-right">
          Seen by {alert.acknowledgedBy} <Instant at={alert.acknowledgedAt} as="both" />
        </p>
      )}
    </li>
  );
}
