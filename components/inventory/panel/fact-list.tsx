'use client';
import type { ReactNode } from 'react';
import { Instant } from '@/components/time/instant';
import { Identifier } from '@/components/ui/identifier';
import { Missing } from '@/components/ui/missing';
import { StatusMark } from '@/components/ui/status-mark';
import type { ResourceDetail } from '@/lib/api/contracts/inventory';
import { nameProvider } from '@/lib/format/provider-words';
import { nameKind } from '@/lib/format/resource-words';
import { toRowStatus } from '../to-row-status';
import { SiteFact } from './site-fact';

/** What a resource is, where it is, whose it is, and since when it is known. */
export function FactList({ resource }: { resource: ResourceDetail }) {
  const status = toRowStatus(resource);
  const noTag = (what: string) =>
    resource.tags === null ? 'Its tags could not be read' : `No tag of it names ${what}`;
  return (
    <dl className="grid grid-cols-[7.5rem_minmax(0,1fr)] gap-x-4 gap-y-1">
      <Fact name="Kind">{nameKind(resource.kind, 'one')}</Fact>
      <Fact name="Status">
        <StatusMark tone={status.tone} word={status.word} />
        {status.hint === null ? null : <span className="ml-2 text-meta text-muted">{status.hint}</span>}
      </Fact>
      <Fact name="Identifier">
        <Identifier value={resource.nativeId} />
      </Fact>
      <Fact name="Type">
        <code className="text-meta">{resource.nativeType}</code>
      </Fact>
      <Fact name="Size">{resource.size ?? <Missing reason="It has no size, or the provider does not say" />}</Fact>
      <Fact name="Provider">{nameProvider(resource.provider)}</Fact>
      <Fact name="Account">
        <Identifier value={resource.account} subject="account" />
      </Fact>
      <Fact name="Region">{resource.region}</Fact>
      <Fact name="Zone">{resource.zone ?? <Missing reason="It has no zone, or the provider does not say" />}</Fact>
      <Fact name="Site">
        <SiteFact resource={resource} />
      </Fact>
      <Fact name="Team">{resource.team ?? <Missing reason={noTag('a team')} />}</Fact>
      <Fact name="Owner">{resource.owner ?? <Missing reason={noTag('an owner')} />}</Fact>
      <Fact name="Created">
        {resource.createdAt === null ? (
          <Missing reason="The provider does not say" />
        ) : (
          <Instant at={resource.createdAt} as="both" />
        )}
      </Fact>
      <Fact name="First seen">
        <Instant at={resource.firstSeenAt} as="both" />
      </Fact>
      <Fact name="Last seen">
        <Instant at={resource.lastSeenAt} as="both" />
      </Fact>
    </dl>
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
