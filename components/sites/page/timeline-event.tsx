'use client';
import {
  ArrowUpCircle,
  Cable,
  CircleMinus,
  CirclePlus,
  Flag,
  HeartPulse,
  type LucideIcon,
  PencilLine,
  Plug,
} from 'lucide-react';
import { useClock } from '@/components/time/clock-provider';
import { StatusMark } from '@/components/ui/status-mark';
import { TextLink } from '@/components/ui/text-link';
import type { SiteEvent } from '@/lib/api/contracts/site-pages';
import type { SiteEventKind } from '@/lib/domain/site/site-event';
import { siteEventWords } from '@/lib/format/site-words';
import { formatAge } from '@/lib/time/format-duration';
import { formatInstant, formatInstantFully } from '@/lib/time/format-instant';

const icons: Record<SiteEventKind, LucideIcon> = {
  'first-seen': Flag,
  appeared: CirclePlus,
  gone: CircleMinus,
  health: HeartPulse,
  link: Cable,
  software: ArrowUpCircle,
  source: Plug,
  edit: PencilLine,
};

/** One event: when, what, what it means for the site, how long it lasted and who told or did it. */
export function TimelineEvent({ event }: { event: SiteEvent }) {
  const { kind, at, until, lasts, status, title, detail, connectionName, actor, href } = event;
  const { zone } = useClock();
  const instant = new Date(at);
  const Icon = icons[kind];
  const by = [
    actor === null ? null : `by ${actor}`,
    connectionName === null ? null : `told by ${connectionName}`,
    lasts ? (until === null ? 'it goes on' : `for ${sayLength(at, until)}`) : null,
  ].filter((each) => each !== null);
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-0.5 px-4 py-2 text-table">
      {/* The day stands above; within it the time of day is enough. */}
      <time dateTime={at} title={formatInstantFully(instant, zone)} className="w-20 shrink-0 text-muted">
        {formatInstant(instant, instant, zone)}
      </time>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-subtle" />
      <span className="sr-only">{siteEventWords[kind]}: </span>
      <span className="flex min-w-0 flex-1 basis-60 flex-col">
        <span className="wrap-anywhere">
          {href === null ? (
            title
          ) : (
            <TextLink href={href} className="inline-block min-h-6 py-0.5">
              {title}
            </TextLink>
          )}
        </span>
        {detail === null ? null : <span className="wrap-anywhere text-meta text-muted">{detail}</span>}
        {by.length === 0 ? null : <span className="text-meta text-subtle">{by.join(', ')}</span>}
      </span>
      {status === null ? null : <StatusMark tone={status} className="ml-auto" />}
    </li>
  );
}

function sayLength(from: string, to: string): string {
  const ms = Date.parse(to) - Date.parse(from);
  return ms < 60_000 ? 'under a minute' : formatAge(ms);
}
