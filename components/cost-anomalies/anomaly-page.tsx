'use client';
import { useQuery } from '@tanstack/react-query';
import { QueryView } from '@/components/query-view/query-view';
import { Page, PageHeader } from '@/components/shell/page-header';
import type { CostAnomalyDetail } from '@/lib/api/contracts/cost-anomalies';
import { nameSlice } from '@/lib/format/anomaly-words';
import { costAnomalyQuery } from '@/lib/queries/cost-anomalies';
import { AnomalyChart } from './anomaly-chart';
import { AnomalyFacts } from './anomaly-facts';
import { CausePanel } from './cause-panel';
import { FeedbackPanel } from './feedback-panel';

/** One anomaly: what was charged against what was expected, what made it, and what people said of it. */
export function AnomalyPage({ id }: { id: string }) {
  const query = useQuery(costAnomalyQuery(id));
  const anomaly = query.data?.anomaly;
  return (
    <Page>
      <PageHeader title={anomaly === undefined ? 'Cost anomaly' : nameSlice(anomaly)} />
      <QueryView query={query} subject="Anomaly" needs="cost:read">
        {(detail) => <AnomalyParts detail={detail} isRefreshing={query.isFetching} />}
      </QueryView>
    </Page>
  );
}

function AnomalyParts({ detail, isRefreshing }: { detail: CostAnomalyDetail; isRefreshing: boolean }) {
  return (
    <>
      <AnomalyFacts detail={detail} />
      <AnomalyChart detail={detail} isRefreshing={isRefreshing} />
      <CausePanel detail={detail} />
      <FeedbackPanel detail={detail} />
    </>
  );
}
