'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useQueryStates } from 'nuqs';
import { findPermissionRefusal } from '@/components/query-view/permission-refusal';
import { QueryView } from '@/components/query-view/query-view';
import { Page, PageHeader } from '@/components/shell/page-header';
import { useMay, usePermissions } from '@/components/shell/use-me';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Notice } from '@/components/ui/panel-states';
import { RefusableButton } from '@/components/ui/refusable-button';
import type { CostRules } from '@/lib/api/contracts/cost-rules';
import { formatQuantity } from '@/lib/format/format-number';
import { costRulesQuery } from '@/lib/queries/showback';
import { costRulesParsers } from '@/lib/queries/showback-url';
import { RulesEditor } from './rules-editor';
import { VersionsPanel } from './versions-panel';

/** The rules costs are allocated by, version by version, and the draft of the next. */
export function CostRulesPage() {
  const [{ edit, propose }, setUrl] = useQueryStates(costRulesParsers, { shallow: true, scroll: false });
  const mayRead = useMay('cost:read');
  const refusal = findPermissionRefusal(usePermissions(), 'cost:write');
  const query = useInfiniteQuery(costRulesQuery());
  const view = (
    <QueryView query={query} subject="The rules" needs="cost:read">
      {({ pages }) => {
        const [newest] = pages;
        const versions = pages.flatMap(({ items }) => items);
        const oldest = pages.at(-1);
        if (newest === undefined || oldest === undefined) return null;
        return (
          <>
            <BehindNotice deliveries={newest.deliveries} />
            {edit && refusal === null ? (
              <RulesEditor
                base={versions[0] ?? null}
                proposed={propose ?? []}
                onClose={() => void setUrl({ edit: null, propose: null })}
              />
            ) : null}
            <VersionsPanel
              versions={versions}
              before={oldest.before}
              isRefreshing={query.isFetching}
              onMore={query.hasNextPage ? () => void query.fetchNextPage() : null}
            />
          </>
        );
      }}
    </QueryView>
  );
  return (
    <Page>
      <PageHeader
        title="Rules for costs"
        description="Who bears what, what is shared and how, and what becomes of idle GPUs."
        actions={
          <>
            <Button asChild>
              <Link href="/cost/teams">Teams</Link>
            </Button>
            {edit ? null : (
              <RefusableButton variant="primary" refusal={refusal} onClick={() => void setUrl({ edit: true })}>
                Edit a draft
              </RefusableButton>
            )}
          </>
        }
      />
      {!mayRead || (query.error && !query.data) ? <Panel title="Versions">{view}</Panel> : view}
    </Page>
  );
}

/** While bills are added up by older rules, what else tells costs by team tells them by those. */
function BehindNotice({ deliveries: { counting, behind } }: Pick<CostRules, 'deliveries'>) {
  if (behind === 0) return null;
  return (
    <div className="overflow-hidden rounded-panel">
      <Notice tone="neutral">
        {behind} of {formatQuantity(counting, 'bill')} are still added up by older rules. The worker adds them up anew,
        the newest month first; until then Explore tells them by the older ones.
      </Notice>
    </div>
  );
}
