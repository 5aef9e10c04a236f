'use client';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Instant } from '@/components/time/instant';
import { CodeBlock } from '@/components/ui/code-block';
import { Identifier } from '@/components/ui/identifier';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { Skeleton, SkeletonGroup } from '@/components/ui/skeleton';
import type { Connection } from '@/lib/api/contracts/connections';
import { sayWithoutSecret } from '@/lib/format/provider-words';
import { providersQuery } from '@/lib/queries/connections';
import { formatInterval } from '@/lib/time/format-duration';
import { listSettings } from './list-settings';
import { withheldReason } from './withheld';

type Json = NonNullable<Connection['settings']>[string];

/** How a connection is set up, in the provider's own labels. Secrets show only that they exist and since when. */
export function ConnectionSettings({ connection }: { connection: Connection }) {
  const { data, isPending } = useQuery(providersQuery());
  const fields = data?.items.find(({ id }) => id === connection.provider)?.fields ?? [];
  return (
    <Panel title="Settings">
      <dl className="divide-y">
        {connection.settings === null ? (
          <Setting name="Provider settings">
            <Missing reason={withheldReason} />
          </Setting>
        ) : isPending ? (
          <Setting name="Provider settings">
            <SkeletonGroup label="Loading settings">
              <Skeleton className="w-2/5" />
            </SkeletonGroup>
          </Setting>
        ) : (
          listSettings(fields, connection.settings).map(({ name, label, value, whenEmpty }) => (
            <Setting key={name} name={label}>
              {value === null && whenEmpty !== null ? whenEmpty : <SettingValue name={label} value={value} />}
            </Setting>
          ))
        )}
        <Setting name="Secret">
          {connection.secretSetAt === null ? (
            sayWithoutSecret(connection.provider)
          ) : (
            <>
              Stored, set <Instant at={connection.secretSetAt} as="both" />
            </>
          )}
        </Setting>
        <Setting name="Read">{formatInterval(connection.intervalMs)}</Setting>
        <Setting name="Owner tag keys">
          <TagKeys keys={connection.tagRules.owner} />
        </Setting>
        <Setting name="Team tag keys">
          <TagKeys keys={connection.tagRules.team} />
        </Setting>
        <Setting name="Site tag keys">
          <TagKeys keys={connection.tagRules.site} />
        </Setting>
        <Setting name="Connected">
          <Instant at={connection.createdAt} as="both" />
        </Setting>
        <Setting name="Last changed">
          <Instant at={connection.updatedAt} as="both" />, version {connection.version}
        </Setting>
        <Setting name="Id">
          <Identifier value={connection.id} subject="connection id" />
        </Setting>
      </dl>
    </Panel>
  );
}

function Setting({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 px-4 py-2 sm:grid-cols-[14rem_1fr]">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}

function TagKeys({ keys }: { keys: readonly string[] }) {
  if (keys.length === 0) return <Missing reason="None: nothing is read from tags" />;
  return keys.join(', ');
}

function SettingValue({ name, value }: { name: string; value: Json }) {
  if (value === null) return <Missing reason="Not set" />;
  if (Array.isArray(value)) {
    return (
      <ul>
        {value.map((entry) => (
          <li key={JSON.stringify(entry)}>
            <SettingValue name={name} value={entry} />
          </li>
        ))}
      </ul>
    );
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (text.includes('\n')) return <CodeBlock label={name} text={text} />;
  return <code className="break-all text-meta">{text}</code>;
}
