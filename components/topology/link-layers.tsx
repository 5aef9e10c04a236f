'use client';
import { useQuery } from '@tanstack/react-query';
import { ArrowUp } from 'lucide-react';
import { formatLatency } from '@/components/links/format-latency';
import { LinkPlace, LinkStateMark } from '@/components/links/link-marks';
import { LinkValue } from '@/components/links/link-value';
import { QueryView } from '@/components/query-view/query-view';
import { AsOf } from '@/components/time/as-of';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import type { LinkDetail, LinkRowAnswer } from '@/lib/api/contracts/links';
import { formatBitRate } from '@/lib/format/format-bit-rate';
import { formatPercent } from '@/lib/format/format-percent';
import { linkFormWords } from '@/lib/format/link-words';
import { linkQuery } from '@/lib/queries/links';

/** One link taken apart: what rides on it above, its tunnels, and what carries it underneath. */
export function LinkLayers({ id, onLink }: { id: string; onLink: (id: string) => void }) {
  const query = useQuery(linkQuery(id));
  return (
    <Panel
      title={query.data === undefined ? 'One link' : query.data.link.name}
      unit="and what it is made of, from above to underneath"
      sources={query.data && <AsOf at={query.data.at} />}
      menu={<TextLink href={`/links/${encodeURIComponent(id)}`}>Everything about it</TextLink>}
      isRefreshing={query.isFetching && !query.isPending}
    >
      <QueryView query={query} subject="Link" needs="inventory:read">
        {(detail) => <Layers detail={detail} onLink={onLink} />}
      </QueryView>
    </Panel>
  );
}

function Layers({ detail, onLink }: { detail: LinkDetail; onLink: (id: string) => void }) {
  const { link, riders, parts, carriers, spares, parent, siteTitles } = detail;
  const layer = (title: string, links: readonly LinkRowAnswer[], none: string) => (
    <Layer title={title} links={links} none={none} siteTitles={siteTitles} chosen={link.id} onLink={onLink} />
  );
  return (
    <ol className="flex flex-col gap-1 p-4">
      {layer('Rides on it', riders, 'No link that is read rides on it.')}
      {layer('The link', [link], '')}
      {parent === null
        ? layer('Its tunnels and parts', parts, 'Its source tells of no parts.')
        : layer('It is a part of', [parent], '')}
      {layer(
        'It rides on',
        carriers ?? [],
        carriers === null ? 'Its source does not say what it rides on.' : 'It rides on the internet, or on nothing.',
      )}
      {layer('Stands in for it', spares, 'Its source names nothing that stands in for it.')}
    </ol>
  );
}

interface LayerProps {
  title: string;
  links: readonly LinkRowAnswer[];
  /** What is said where there are none. */
  none: string;
  siteTitles: Readonly<Record<string, string>>;
  chosen: string;
  onLink: (id: string) => void;
}

function Layer({ title, links, none, siteTitles, chosen, onLink }: LayerProps) {
  return (
    <li className="grid gap-x-4 gap-y-1 border-border-control border-l-2 py-1 pl-3 sm:grid-cols-[10rem_minmax(0,1fr)]">
      <span className="flex items-start gap-1 pt-1 text-meta text-muted">
        <ArrowUp aria-hidden className="mt-0.5 size-3 shrink-0" />
        {title}
      </span>
      {links.length === 0 ? (
        <span className="pt-1 text-meta text-subtle">{none}</span>
      ) : (
        <ul className="grid gap-1 lg:grid-cols-2">
          {links.map((link) => (
            <li
              key={link.id}
              data-selected={link.id === chosen || undefined}
              className="flex min-w-0 flex-col gap-1 rounded-control border px-3 py-2 data-[selected]:border-accent data-[selected]:bg-accent-tint"
            >
              <span className="flex flex-wrap items-center justify-between gap-2">
                {link.id === chosen ? (
                  <strong className="min-w-0 break-words font-semibold">{link.name}</strong>
                ) : (
                  <button
                    type="button"
                    onClick={() => onLink(link.id)}
                    className="min-h-6 min-w-0 break-words rounded-control text-left text-accent hover:underline"
                  >
                    {link.name}
                  </button>
                )}
                <LinkStateMark link={link} />
              </span>
              <span className="text-meta text-muted">
                {linkFormWords[link.form]}: <LinkPlace place={link.near} siteTitles={siteTitles} /> to{' '}
                <LinkPlace place={link.far} siteTitles={siteTitles} />
              </span>
              <Figures link={link} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Figures({ link }: { link: LinkRowAnswer }) {
  return (
    <dl className="flex flex-wrap gap-x-4 gap-y-1 text-meta">
      <Figure name="Capacity">
        <LinkValue value={link.capacity} format={formatBitRate} reason="No limit is told" />
      </Figure>
      <Figure name="Utilisation">
        <LinkValue value={link.utilization} format={formatPercent} reason="Not both traffic and capacity are known" />
      </Figure>
      <Figure name="Loss">
        <LinkValue value={link.loss} format={formatPercent} reason="No source measures loss on it" />
      </Figure>
      <Figure name="Latency">
        <LinkValue value={link.latency} format={formatLatency} reason="No source measures latency on it" />
      </Figure>
    </dl>
  );
}

function Figure({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="flex flex-col">
      <dt className="text-subtle">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
