'use client';
import { useQuery } from '@tanstack/react-query';
import { QueryView } from '@/components/query-view/query-view';
import { Page, PageHeader } from '@/components/shell/page-header';
import { MissingSourcesNotice } from '@/components/sources/missing-sources-notice';
import { CodeBlock } from '@/components/ui/code-block';
import { Panel } from '@/components/ui/panel';
import type { WorkloadDetail } from '@/lib/api/contracts/workloads';
import { workloadQuery } from '@/lib/queries/workloads';
import { WaitingPanel } from './detail/waiting-panel';
import { WorkloadDependencies } from './detail/workload-dependencies';
import { WorkloadDevices } from './detail/workload-devices';
import { WorkloadFacts } from './detail/workload-facts';
import { WorkloadParts } from './detail/workload-parts';

/** One piece of work: how it stands, why it waits and who is ahead, its GPUs and their health, and what it rests on. */
export function WorkloadPage({ id }: { id: string }) {
  const query = useQuery(workloadQuery(id));
  return (
    <Page>
      <PageHeader title={query.data?.workload.name ?? 'Workload'} />
      <div className="flex max-w-[100rem] flex-col gap-4">
        <QueryView query={query} subject="Workload" needs="inventory:read">
          {(detail) => <WorkloadParticulars detail={detail} />}
        </QueryView>
      </div>
    </Page>
  );
}

function WorkloadParticulars({ detail }: { detail: WorkloadDetail }) {
  const { workload, parts, raw } = detail;
  return (
    <>
      <MissingSourcesNotice sources={detail.sources} />
      <WorkloadFacts workload={workload} siteTitles={detail.siteTitles} at={detail.at} sources={detail.sources} />
      {workload.state === 'waiting' ? <WaitingPanel detail={detail} /> : null}
      <WorkloadDevices nodes={detail.nodes} held={workload.held} />
      {parts.length === 0 ? null : <WorkloadParts parts={parts} />}
      <WorkloadDependencies dependencies={detail.dependencies} />
      {raw === null ? null : (
        <Panel title="Raw document" unit="as the scheduler gave it, secrets removed">
          <CodeBlock label="raw document" text={raw} className="m-4" />
        </Panel>
      )}
    </>
  );
}
