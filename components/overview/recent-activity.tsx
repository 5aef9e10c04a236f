'use client';
import { outcomeMarks } from '@/components/activity/outcome-marks';
import { DeniedState } from '@/components/query-view/denied-state';
import { Instant } from '@/components/time/instant';
import { Panel } from '@/components/ui/panel';

import { StatusMark } from '@/components/ui/status-mark';
import { TextLink } from '@/components/ui/text-link';
import type { Overview } from '@/lib/api/contracts/overview';
import { nameAction } from '@/lib/format/action-words';

type Entry = NonNullable<Overview['recentActivity']>[number];

/** What was done or attempted last. `entries` is null when the person may not read activity. */
export function RecentActivity({ entries }: { entries: Overview['recentActivity'] }) {
  return (
    <Panel title="Recent activity" menu={entries === null ? null : <TextLink href="/activity">All activity</TextLink>}>
      {entries === null ? (
        <DeniedState needs="activity:read" />
      ) : entries.length === 0 ? (
        <p className="px-4 py-3 text-muted">Nothing has been done yet.</p>
      ) : (
        <ul className="divide-y">
          {entries.map((entry) => (
            <ActivityRow key={entry.sequence} entry={entry} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function ActivityRow({ entry }: { entry: Entry }) {
  return (
    <li className="grid min-h-8 items-center gap-x-4 px-4 py-1 text-table sm:grid-cols-[7rem_minmax(0,1fr)_8rem]">
      <StatusMark {...outcomeMarks[entry.outcome]} />
      <p className="min-w-0 break-words">
        <span className="font-medium">{nameAction(entry.action)}</span>
        {entry.target === null || entry.target.label === entry.actor.label ? null : <>: {entry.target.label}</>}
        <span className="text-muted"> by {entry.actor.label}</span>
      </p>
      <p className="text-meta text-muted sm:text-right">
        <Instant at={entry.at} as="age" />
      </p>
    </li>
  );
}
