'use client';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useMay } from '@/components/shell/use-me';
import { Instant } from '@/components/time/instant';
import { Button } from '@/components/ui/button';
import type { ResourceDetail } from '@/lib/api/contracts/inventory';

const PlaceDialog = dynamic(() => import('./place-dialog').then((module) => module.PlaceDialog));

/** The site a resource stands in, and why; who may can put it elsewhere. */
export function SiteFact({ resource }: { resource: ResourceDetail }) {
  const [isPlacing, setIsPlacing] = useState(false);
  const mayPlace = useMay('sites:write');
  const { placement, site } = resource;
  return (
    <>
      <span className="flex flex-wrap items-baseline gap-x-2">
        {site}
        {mayPlace ? (
          <Button size="compact" variant="quiet" className="-my-1 -ml-2" onClick={() => setIsPlacing(true)}>
            Change…
          </Button>
        ) : null}
      </span>
      <span className="block text-meta text-muted">
        {sayReason(resource)}
        {placement.override === null ? null : (
          <>
            {' '}
            {placement.override.createdBy}, <Instant at={placement.override.createdAt} />: “{placement.override.reason}”
          </>
        )}
      </span>
      {placement.site === site ? null : (
        <span className="block text-meta text-muted">It moves to {placement.site} with the next read.</span>
      )}
      {isPlacing ? <PlaceDialog resource={resource} onClose={() => setIsPlacing(false)} /> : null}
    </>
  );
}

function sayReason({ placement }: ResourceDetail): string {
  switch (placement.by) {
    case 'override':
      return `Put in ${placement.site} by hand.`;
    case 'tag':
      return `Its tag says ${placement.detail}.`;
    case 'rule':
      return `By site rule ${placement.detail}.`;
    case 'provider':
      return placement.detail === placement.site
        ? 'Where the provider has it: no tag or rule says more.'
        : `Where the provider has it, ${placement.detail}: no tag or rule says more.`;
    case 'nothing':
      return 'Its tags could not be read, so it may stand anywhere.';
  }
}
