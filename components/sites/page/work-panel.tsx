'use client';
import { ListChecks } from 'lucide-react';
import { isWhole } from '@/components/sources/judge-source';
import { AsOf } from '@/components/time/as-of';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/panel-states';
import { StatusMark } from '@/components/ui/status-mark';
import { TextLink } from '@/components/ui/text-link';
import { WaitReason } from '@/components/workloads/wait-reason';
import type { SitePage } from '@/lib/api/contracts/site-pages';
import { formatCount } from '@/lib/format/format-count';
import { formatQuantity } from '@/lib/format/format-number';
import { workloadStateWords } from '@/lib/format/workload-words';

/** The work at a site by state, and why what waits does so. */
export function WorkPanel({ answer: { site, workloads, at, sources } }: { answer: SitePage }) {
  const { states, waiting, waitingUnexplained } = workloads;
  const toHref = (filter: object) => `/workloads?${new URLSearchParams({ site: site.name, ...filter })}`;
  const told = states.filter(({ count }) => count.value > 0);
  return (
    <Panel
      title="Workloads"
      unit="that ask for or hold GPUs"
      sources={<AsOf at={at} />}
      menu={
        <TextLink href={toHref({})} className="whitespace-nowrap">
          All workloads
        </TextLink>
      }
    >
      {told.length === 0 ? (
        states.some(({ count }) => count.atLeast) || !sources.every(isWhole) ? (
          <EmptyState title="Not known: sources are missing" icon={ListChecks}>
            No work is told of, which does not mean that there is none.
          </EmptyState>
        ) : (
          <EmptyState title="Nothing asks for GPUs" icon={ListChecks}>
            Every source was read wholly and recently.
          </EmptyState>
        )
      ) : (
        <div className="flex flex-col gap-3 px-4 py-3">
          <ul className="flex flex-wrap gap-x-6 gap-y-2">
            {told.map(({ state, count }) => (
              <li key={state} className="flex flex-col">
                <StatusMark {...workloadStateWords[state]} className="text-meta" />
                <TextLink href={toHref({ state })} className="font-medium text-panel tabular-nums">
                  {formatCount(count)}
                </TextLink>
              </li>
            ))}
          </ul>
          {waiting.length === 0 && waitingUnexplained === 0 ? null : (
            <div className="flex flex-col gap-1">
              <h3 className="font-medium text-table">Why work waits</h3>
              <ul className="flex flex-col gap-1 text-table">
                {waiting.map(({ reason, jobs }) => (
                  <li key={`${reason.code} ${reason.words}`} className="flex gap-3">
                    <span className="w-16 shrink-0 text-muted tabular-nums">{formatQuantity(jobs, 'job')}</span>
                    <span className="min-w-0">
                      <WaitReason reason={reason} />
                    </span>
                  </li>
                ))}
                {waitingUnexplained === 0 ? null : (
                  <li className="flex gap-3">
                    <span className="w-16 shrink-0 text-muted tabular-nums">
                      {formatQuantity(waitingUnexplained, 'job')}
                    </span>
                    <StatusMark tone="unknown" word="Nobody says why" />
                  </li>
                )}
              </ul>
            </div>
          )}
        </div>
      )}
    </Panel>
  );
}
