'use client';
import type { ReactNode } from 'react';
import { Instant } from '@/components/time/instant';
import { Missing } from '@/components/ui/missing';
import { TextLink } from '@/components/ui/text-link';
import type { SitePage } from '@/lib/api/contracts/site-pages';
import { formatQuantity } from '@/lib/format/format-number';
import { nameProvider } from '@/lib/format/provider-words';
import { formatCoordinates } from '@/lib/format/site-words';

const placesShown = 4;

/** Where a site is and by what names it goes. */
export function SiteFacts({ answer: { site, aliases, places, firstSeen } }: { answer: SitePage }) {
  const { name, country, latitude, longitude, isDescribed, isUnplaced } = site;
  const others = places.length - placesShown;
  return (
    <section aria-label="Where it is" className="rounded-panel border bg-surface">
      <dl className="grid grid-cols-1 gap-x-6 gap-y-3 px-4 py-3 sm:grid-cols-2 xl:grid-cols-[minmax(0,1fr)_auto_minmax(0,2fr)_auto]">
        <Fact name="Name">
          <code className="wrap-anywhere text-table">{name}</code>
          {aliases.length === 0 ? null : (
            <span className="wrap-anywhere text-meta text-subtle">also {aliases.join(', ')}</span>
          )}
        </Fact>
        <Fact name="Where it is">
          {isUnplaced ? (
            'Nowhere: it stands for resources whose place cannot be told'
          ) : (
            <>
              {country === null ? (
                <Missing reason="Nobody said in which country" />
              ) : (
                (new Intl.DisplayNames('en', { type: 'region' }).of(country) ?? country)
              )}
              {latitude === null || longitude === null ? (
                <span className="text-meta text-subtle">
                  no coordinates — set them in <TextLink href="/settings?tab=sites">Settings, Sites</TextLink>
                </span>
              ) : (
                <span className="text-meta text-subtle tabular-nums">{formatCoordinates(latitude, longitude)}</span>
              )}
            </>
          )}
          {isDescribed || isUnplaced ? null : (
            <span className="text-meta text-subtle">
              Nobody described it; it is only what resources are told to stand at
            </span>
          )}
        </Fact>
        <Fact name="Where it runs">
          {places.length === 0 ? (
            <Missing reason="Nothing is told to stand there" />
          ) : (
            <ul>
              {places
                .slice(0, placesShown)
                .map(({ connectionId, connectionName, provider, account, region, resources }) => (
                  <li key={`${connectionId} ${account} ${region}`} className="wrap-anywhere">
                    {nameProvider(provider)} {region}{' '}
                    <span className="text-meta text-subtle" title={`Account ${account}`}>
                      {formatQuantity(resources, 'resource')}, by{' '}
                      <TextLink href={`/connections/${connectionId}`} className="inline-flex min-h-6 items-center">
                        {connectionName}
                      </TextLink>
                    </span>
                  </li>
                ))}
              {others > 0 ? (
                <li className="text-meta text-subtle">and {formatQuantity(others, 'more place', 'more places')}</li>
              ) : null}
            </ul>
          )}
        </Fact>
        <Fact name="First seen">
          {firstSeen === null ? (
            <Missing reason="No resource ever stood there that is still remembered" />
          ) : (
            <>
              <Instant at={firstSeen.at} as="both" />
              <span className="text-meta text-subtle">by {firstSeen.connectionName}</span>
            </>
          )}
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-0.5">
      <dt className="text-meta text-muted">{name}</dt>
      <dd className="flex min-w-0 flex-col">{children}</dd>
    </div>
  );
}
