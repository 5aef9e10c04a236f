import type { ReactNode } from 'react';
import { StatusMark } from '@/components/ui/status-mark';
import { TextLink } from '@/components/ui/text-link';
import type { Connection } from '@/lib/api/contracts/connections';
import { nameProvider } from '@/lib/format/provider-words';
import { ApiCalls, ApiCost } from './api-spend';
import { ConnectionAge } from './connection-age';
import { ConnectionBadges } from './connection-badges';
import { NextDue } from './next-due';
import { ResourceCount } from './resource-count';
import { findNextDue } from './summarise-sources';

/** The connection at a glance: its status in a sentence, the remedy, and the figures that matter. */
export function ConnectionSummary({ connection }: { connection: Connection }) {
  return (
    <section aria-label="At a glance" className="flex flex-col gap-4 rounded-panel border bg-surface p-4">
      <div className="flex flex-col gap-1">
        <div className="flex flex-wrap items-center gap-2">
          <StatusMark tone={connection.status} className="font-medium" />
          <span className="text-meta text-muted">{nameProvider(connection.provider)}</span>
          <ConnectionBadges connection={connection} />
        </div>
        <p>{connection.statusSentence}</p>
        {connection.remedy ? <p className="text-muted">{connection.remedy}</p> : null}
      </div>
      <dl className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-x-4 gap-y-3 border-t pt-4">
        <Fact name="Last read">
          <ConnectionAge sources={connection.sources} />
        </Fact>
        <Fact name="Next due">
          <NextDue at={findNextDue(connection.sources)} isPaused={connection.paused} />
        </Fact>
        <Fact name="Resources">
          <TextLink href={`/inventory?connection=${connection.id}`}>
            <ResourceCount count={connection.resources} />
            <span className="sr-only"> resources, in the inventory</span>
          </TextLink>
        </Fact>
        <Fact name="API calls, 30 days">
          <ApiCalls spend={connection.apiSpend} />
        </Fact>
        <Fact name="API spend, 30 days">
          <ApiCost spend={connection.apiSpend} />
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-col">
      <dt className="text-meta text-muted">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
