import type { ReactNode } from 'react';
import { AsOf } from '@/components/time/as-of';
import { Instant } from '@/components/time/instant';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import type { Source } from '@/lib/api/contracts/sources';
import type { WorkloadRow } from '@/lib/api/contracts/workloads';
import { formatNumber } from '@/lib/format/format-number';
import { nameProvider } from '@/lib/format/provider-words';
import { workloadSystemWords } from '@/lib/format/workload-words';
import { formatDuration } from '@/lib/time/format-duration';
import { sayRequested } from '../say-requested';
import { WorkNotes } from '../work-notes';
import { WorkloadStateMark } from '../workload-state';

export interface WorkloadFactsProps {
  workload: WorkloadRow;
  siteTitles: Readonly<Record<string, string>>;
  /** When the facts were put together. ISO 8601. */
  at: string;
  sources: readonly Source[];
}

/** What it is, where it runs, whose it is, and since when. */
export function WorkloadFacts({ workload, siteTitles, at, sources }: WorkloadFactsProps) {
  const { requested, held, priority, waitedMs } = workload;
  const time = (instant: string | null) =>
    instant === null ? <Missing reason="The scheduler does not say" /> : <Instant at={instant} as="both" />;
  return (
    <Panel
      title="Facts"
      sources={<AsOf at={at} />}
      menu={<WorkNotes subject="the facts" about={['held', 'waited']} at={at} sources={sources} />}
    >
      <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-4 gap-y-1 p-4 lg:grid-cols-[8rem_minmax(0,1fr)_8rem_minmax(0,1fr)]">
        <Fact name="State">
          <WorkloadStateMark state={workload.state} nativeState={workload.nativeState} />
          {workload.nativeState === null ? null : (
            <span className="ml-2 text-meta text-muted">The scheduler says “{workload.nativeState}”</span>
          )}
        </Fact>
        <Fact name="Scheduler">{sayScheduler(workload)}</Fact>
        <Fact name="Cluster">{workload.cluster ?? <Missing reason="None, or not told" />}</Fact>
        <Fact name="Namespace">{workload.namespace ?? <Missing reason="None, or not told" />}</Fact>
        <Fact name="Site">{siteTitles[workload.site] ?? workload.site}</Fact>
        <Fact name="Queue">{workload.queue ?? <Missing reason="None, or not told" />}</Fact>
        <Fact name="Team">{workload.team ?? <Missing reason="Nothing names a team" />}</Fact>
        <Fact name="Owner">{workload.owner ?? <Missing reason="Nothing names an owner" />}</Fact>
        <Fact name="Requested">
          {requested === null ? <Missing reason="What it asks for cannot be told" /> : sayRequested(requested)}
        </Fact>
        <Fact name="Held, GPUs">
          {held === null ? <Missing reason="What it holds cannot be told" /> : formatNumber(held)}
        </Fact>
        <Fact name="Priority">
          {priority === null ? <Missing reason="The scheduler does not say" /> : formatNumber(priority)}
        </Fact>
        <Fact name="Waited">{waitedMs === null ? <Missing reason="Not known" /> : formatDuration(waitedMs)}</Fact>
        <Fact name="Submitted">{time(workload.submittedAt)}</Fact>
        <Fact name="Started">{time(workload.startedAt)}</Fact>
        <Fact name="Ended">{time(workload.endedAt)}</Fact>
      </dl>
    </Panel>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="py-0.5 text-muted">{name}</dt>
      <dd className="min-w-0 break-words py-0.5">{children}</dd>
    </>
  );
}

/** Where the provider is the scheduler itself, once. */
function sayScheduler({ system, provider }: WorkloadRow): string {
  const [scheduler, place] = [workloadSystemWords[system], nameProvider(provider)];
  return scheduler === place ? scheduler : `${scheduler} on ${place}`;
}
