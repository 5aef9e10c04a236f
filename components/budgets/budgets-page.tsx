'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { listTitles } from '@/components/cost/say-gaps';
import { QueryView } from '@/components/query-view/query-view';
import { Page, PageHeader } from '@/components/shell/page-header';
import { useMay } from '@/components/shell/use-me';
import { AsOf } from '@/components/time/as-of';
import { Panel } from '@/components/ui/panel';
import { EmptyState, PartialNotice } from '@/components/ui/panel-states';
import { RefusableButton } from '@/components/ui/refusable-button';
import type { Budgets } from '@/lib/api/contracts/cost-budgets';
import { formatQuantity } from '@/lib/format/format-number';
import { budgetsQuery } from '@/lib/queries/cost-budgets';
import { BudgetDialog } from './budget-dialog';
import { BudgetTable } from './budget-table';

/** Which sources of bills budgets lack, and what that means for what is said of them; nothing where none does. */
function MissingBills({ items }: { items: Budgets['items'] }) {
  const short = items.filter(({ forecast }) => forecast.sources.missing.length > 0);
  if (short.length === 0) return null;
  const titles = new Set(short.flatMap(({ forecast }) => listTitles(forecast.sources.missing)));
  return (
    <PartialNotice>
      Bills of {new Intl.ListFormat('en-GB').format(titles)} are missing from{' '}
      {short.length === items.length ? 'every budget' : `${short.length} of ${formatQuantity(items.length, 'budget')}`}:
      spent is at least what it says. The probability to pass then hangs on what was expected of the days that are
      missing, is at least what it says, or cannot be said.
    </PartialNotice>
  );
}

/** Every budget: what is spent, what it will come to and how likely it is to be passed. */
export function BudgetsPage() {
  const query = useQuery(budgetsQuery());
  const mayRead = useMay('cost:read');
  const mayWrite = useMay('cost:write');
  const [isMaking, setIsMaking] = useState(false);
  const count = query.data?.items.length;
  return (
    <Page>
      <PageHeader
        title="Budgets"
        description="What may be spent of any part of the costs, and where it is going."
        actions={
          mayRead ? (
            <>
              {query.data ? <AsOf at={query.data.at} className="text-meta text-muted" /> : null}
              <RefusableButton
                variant="primary"
                refusal={mayWrite ? null : 'This needs the permission cost:write over everything.'}
                onClick={() => setIsMaking(true)}
              >
                Make a budget
              </RefusableButton>
            </>
          ) : null
        }
      />
      <Panel
        title="Budgets"
        unit={count === undefined ? undefined : formatQuantity(count, 'budget')}
        isRefreshing={query.isFetching}
      >
        <QueryView query={query} subject="Budgets" needs="cost:read">
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title="No budgets">
                {mayWrite
                  ? 'Make one of any part of the costs: a team, a site, a service, or all of it.'
                  : 'None was made yet, or none lies wholly within what you may see.'}
              </EmptyState>
            ) : (
              <>
                <MissingBills items={items} />
                <BudgetTable items={items} />
              </>
            )
          }
        </QueryView>
      </Panel>
      {isMaking ? <BudgetDialog budget={null} onClose={() => setIsMaking(false)} /> : null}
    </Page>
  );
}
