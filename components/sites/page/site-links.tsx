'use client';
import { Cable } from 'lucide-react';
import { LinkTable } from '@/components/links/link-table';
import { FoldedList } from '@/components/overview/folded-list';
import { isWhole } from '@/components/sources/judge-source';
import { AsOf } from '@/components/time/as-of';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/panel-states';
import { TextLink } from '@/components/ui/text-link';
import type { SitePage } from '@/lib/api/contracts/site-pages';
import { describeCount } from '@/lib/format/format-count';
import { formatNumber } from '@/lib/format/format-number';
import { sayLinkTroubles } from '../say-link-troubles';

const rowsAtFirst = 12;

/** The links that begin or end at a site, the worst first. */
export function SiteLinks({ answer: { site, links, siteTitles, at, sources } }: { answer: SitePage }) {
  const troubles = sayLinkTroubles(site.links);
  const left = site.links.total.value - links.length;
  return (
    <Panel
      title="Links"
      unit={[describeCount(site.links.total, 'link'), troubles].filter((each) => each !== null).join(', ')}
      sources={<AsOf at={at} />}
      menu={
        <TextLink href={`/links?${new URLSearchParams({ site: site.name })}`} className="whitespace-nowrap">
          {left > 0 ? `All, ${formatNumber(left)} more` : 'All links'}
        </TextLink>
      }
    >
      {links.length > 0 ? (
        <FoldedList items={links} atFirst={rowsAtFirst} foldWord="Show the worst only">
          {(shown) => <LinkTable label="Links of the site" links={shown} siteTitles={siteTitles} />}
        </FoldedList>
      ) : site.links.total.atLeast || !sources.every(isWhole) ? (
        <EmptyState title="Not known: sources are missing" icon={Cable}>
          No link is told of, which does not mean that there is none.
        </EmptyState>
      ) : (
        <EmptyState title="No link begins or ends there" icon={Cable}>
          Every source was read wholly and recently.
        </EmptyState>
      )}
    </Panel>
  );
}
