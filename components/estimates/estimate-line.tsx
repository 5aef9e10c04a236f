'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Money } from '@/components/cost/money';
import { findPermissionRefusal } from '@/components/query-view/permission-refusal';
import { usePermissions } from '@/components/shell/use-me';
import { Instant } from '@/components/time/instant';
import { Badge } from '@/components/ui/badge';
import { Missing } from '@/components/ui/missing';
import { RefusableButton } from '@/components/ui/refusable-button';
import type { Estimates } from '@/lib/api/contracts/estimates';
import { formatDays } from '@/lib/format/format-day';
import { formatMicroUsd } from '@/lib/format/format-micro-usd';
import { formatQuantity } from '@/lib/format/format-number';
import { toApiProblem } from '@/lib/queries/api-problem';
import { allowEstimatesMutation, askEstimateMutation } from '@/lib/queries/estimates';

type Item = Estimates['items'][number];

/** Ten cents: two answers of AWS. */
const usualBoundMicroUsd = 100_000;

/** One connection's provider: whether it may be asked, for how much, and what it said last. */
export function EstimateLine({ item, span }: { item: Item; span: { from: string; to: string } }) {
  const client = useQueryClient();
  const permissions = usePermissions();
  const ask = useMutation(askEstimateMutation(client));
  const allow = useMutation(allowEstimatesMutation(client));
  const { connectionId, allowed, last, atMostMicroUsd } = item;
  const fault = ask.error ?? allow.error;
  return (
    <li className="flex flex-col gap-1 px-4 py-2">
      <div className="flex flex-wrap items-center gap-2">
        <span className="min-w-0 font-medium wrap-anywhere">{item.name}</span>
        <span className="ml-auto flex flex-wrap items-center gap-2">
          {allowed === null ? null : (
            <RefusableButton
              size="compact"
              refusal={findPermissionRefusal(permissions, 'cost:write') ?? findBoundRefusal(item)}
              isPending={ask.isPending}
              aria-label={`Ask for an estimate of ${item.name}, ${sayPrice(item)}`}
              onClick={() => ask.mutate({ connectionId, ...span, atMostMicroUsd })}
            >
              Ask, {sayPrice(item)}
            </RefusableButton>
          )}
          <RefusableButton
            size="compact"
            variant="quiet"
            refusal={findPermissionRefusal(permissions, 'connections:write')}
            isPending={allow.isPending}
            aria-label={`${allowed === null ? 'Allow' : 'No longer allow'} estimates of ${item.name}`}
            onClick={() => allow.mutate({ connectionId, dailyMicroUsd: allowed === null ? toBound(item) : null })}
          >
            {allowed === null ? `Allow, ${sayBound(item)}` : 'Switch off'}
          </RefusableButton>
        </span>
      </div>
      <p className="text-meta text-muted">
        {allowed === null
          ? 'Switched off: nobody can ask for one.'
          : item.pageMicroUsd === 0
            ? 'Asking is free; the provider limits how often.'
            : `${formatMicroUsd(item.pageMicroUsd)} a page; ${formatMicroUsd(item.spentTodayMicroUsd)} of ${formatMicroUsd(allowed.dailyMicroUsd)} spent today.`}
      </p>
      {last === null ? null : <LastAnswer last={last} />}
      {fault ? <p className="text-critical text-meta">{toApiProblem(fault).message}</p> : null}
    </li>
  );
}

function LastAnswer({ last }: { last: NonNullable<Item['last']> }) {
  return (
    <div className="flex flex-col gap-0.5 text-table">
      {last.totals.map(({ currency, amount, accounts, billed }) => (
        <p key={currency} className="flex flex-wrap items-center gap-x-2">
          <Money amount={amount} currency={currency} />
          <Badge>Provider’s estimate</Badge>
          <span className="text-muted">
            of {formatQuantity(accounts, 'account')}; bills tell{' '}
            {billed === null || billed.amount === null ? (
              <Missing reason="No bill tells these accounts and days" />
            ) : (
              <>
                {billed.atLeast ? 'at least ' : ''}
                <Money amount={billed.amount} currency={currency} />
              </>
            )}
          </span>
        </p>
      ))}
      {last.totals.length === 0 ? <p>It named no cost of these days.</p> : null}
      <p className="text-meta text-muted">
        {formatDays(last.from, last.to)}, asked <Instant at={last.askedAt} as="both" />, by {last.askedBy} for{' '}
        {last.costMicroUsd === 0 ? 'nothing' : formatMicroUsd(last.costMicroUsd)}.
      </p>
      {last.gaps.map((gap) => (
        <p key={gap} className="text-meta text-warning">
          {gap}
        </p>
      ))}
    </div>
  );
}

function findBoundRefusal({ pageMicroUsd, atMostMicroUsd }: Item): string | null {
  return atMostMicroUsd >= pageMicroUsd ? null : 'What may be spent on estimates today is spent.';
}

function sayPrice({ atMostMicroUsd, pageMicroUsd }: Item): string {
  return pageMicroUsd === 0 ? 'free' : `at most ${formatMicroUsd(atMostMicroUsd)}`;
}

function toBound({ pageMicroUsd }: Item): number {
  return pageMicroUsd === 0 ? 0 : usualBoundMicroUsd;
}

function sayBound({ pageMicroUsd }: Item): string {
  return pageMicroUsd === 0 ? 'free' : `${formatMicroUsd(usualBoundMicroUsd)} a day`;
}
