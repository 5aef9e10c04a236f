'use client';
import { useQuery } from '@tanstack/react-query';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useState } from 'react';
import { QueryView } from '@/components/query-view/query-view';
import { Page, PageHeader } from '@/components/shell/page-header';
import { Tabs } from '@/components/ui/tabs';
import type { Connection } from '@/lib/api/contracts/connections';
import { connectionQuery } from '@/lib/queries/connections';
import { ConnectionActions } from './connection-actions';
import { ConnectionSettings } from './connection-settings';
import { ConnectionSetup } from './connection-setup';
import { ConnectionSummary } from './connection-summary';
import { RunsPanel } from './runs-panel';
import { SourcesPanel } from './sources-panel';
import { SyncNotice } from './sync-notice';
import { type AskedSync, toSyncProgress } from './to-sync-progress';

const tabs = ['sources', 'runs', 'settings', 'setup'] as const;

/** One connection: how it stands, what it could not read, what it did, and what can be done with it. */
export function ConnectionPage({ id }: { id: string }) {
  const [asked, setAsked] = useState<AskedSync | null>(null);
  const query = useQuery(connectionQuery(id, asked));
  const connection = query.data;
  const progress = toSyncProgress(asked, connection?.lastRun ?? null);
  return (
    <Page>
      <PageHeader
        title={connection?.name ?? 'Connection'}
        actions={
          connection ? <ConnectionActions connection={connection} progress={progress} onSyncAsked={setAsked} /> : null
        }
      />
      <div className="flex max-w-[100rem] flex-col gap-4">
        <QueryView query={query} subject="Connection" needs="connections:read">
          {(current) => (
            <>
              <ConnectionSummary connection={current} />
              <SyncNotice progress={progress} onDismiss={() => setAsked(null)} />
              <ConnectionTabs connection={current} />
            </>
          )}
        </QueryView>
      </div>
    </Page>
  );
}

function ConnectionTabs({ connection }: { connection: Connection }) {
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(tabs).withDefault('sources'));
  const gaps = connection.sources.reduce((sum, source) => sum + source.gaps.length, 0);
  return (
    <Tabs
      label={`Parts of ${connection.name}`}
      value={tab}
      onValueChange={(next) => setTab(next)}
      tabs={[
        {
          value: 'sources',
          label: gaps === 0 ? 'Sources and gaps' : `Sources and gaps (${gaps})`,
          content: <SourcesPanel connection={connection} />,
        },
        { value: 'runs', label: 'Runs', content: <RunsPanel connectionId={connection.id} /> },
        { value: 'settings', label: 'Settings', content: <ConnectionSettings connection={connection} /> },
        { value: 'setup', label: 'Instructions', content: <ConnectionSetup provider={connection.provider} /> },
      ]}
    />
  );
}
