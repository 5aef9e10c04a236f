'use client';
import { SourceList } from '@/components/sources/source-list';
import { AsOf } from '@/components/time/as-of';
import { Instant } from '@/components/time/instant';
import { Notice, StaleNotice } from '@/components/ui/panel-states';
import type { ResourceDetail } from '@/lib/api/contracts/inventory';
import { mayCarryAccelerators } from '@/lib/format/resource-words';
import { AcceleratorTable } from './accelerator-table';
import { DetailSection } from './detail-section';
import { FactList } from './fact-list';
import { RawDocument } from './raw-document';
import { TagList } from './tag-list';

/** Everything known of one resource, and how current it is. */
export function ResourceDetails({ resource }: { resource: ResourceDetail }) {
  return (
    <>
      {resource.goneAt === null ? null : (
        <Notice tone="unknown">
          No longer there: a complete read at <Instant at={resource.goneAt} /> did not find it.
        </Notice>
      )}
      {resource.goneAt === null && resource.freshness !== 'fresh' ? (
        <StaleNotice>
          {resource.freshness === 'expired' ? 'Too old to go by: ' : ''}
          <AsOf at={resource.lastSeenAt} />
        </StaleNotice>
      ) : null}
      <DetailSection title="Facts">
        <FactList resource={resource} />
      </DetailSection>
      {mayCarryAccelerators(resource.kind) || resource.gpuCount !== 0 ? (
        <DetailSection title={resource.kind === 'pod' ? 'Accelerators asked for' : 'Accelerators'}>
          <AcceleratorTable accelerators={resource.accelerators} />
        </DetailSection>
      ) : null}
      <DetailSection title="Tags">
        <TagList tags={resource.tags} />
      </DetailSection>
      <DetailSection title="Source" isFlush>
        <SourceList sources={[resource.source]} />
      </DetailSection>
      <RawDocument document={resource.raw} readAt={resource.lastSeenAt} />
    </>
  );
}
