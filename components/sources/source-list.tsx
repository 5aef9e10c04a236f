'use client';
import { useClock } from '@/components/time/clock-provider';
import { Instant } from '@/components/time/instant';
import { Badge } from '@/components/ui/badge';
import { StatusMark } from '@/components/ui/status-mark';
import { TextLink } from '@/components/ui/text-link';
import type { Source } from '@/lib/api/contracts/sources';
import { nameProvider } from '@/lib/format/provider-words';
import { formatInstant } from '@/lib/time/format-instant';
import { describeSource } from './describe-source';
import { judgeSource } from './judge-source';

/** Each source with its age, its standing, and what it could not read. */
export function SourceList({ sources }: { sources: readonly Source[] }) {
  return (
    <ul className="flex flex-col divide-y">
      {sources.map((source) => (
        <SourceItem key={`${source.connectionId}${source.capability}`} source={source} />
      ))}
    </ul>
  );
}

function SourceItem({ source }: { source: Source }) {
  const { now, zone } = useClock();
  const verdict = judgeSource(source);
  const reason = describeSource(source, (instant) => formatInstant(new Date(instant), now, zone));
  const [gap] = source.gaps;
  return (
    <li className="flex flex-col gap-0.5 px-4 py-2">
      <div className="flex items-start gap-2">
        <TextLink href={`/connections/${source.connectionId}`} className="min-w-0 break-words font-medium">
          {source.connectionName}
        </TextLink>
        <StatusMark tone={verdict.tone} word={verdict.word} className="ml-auto shrink-0 text-table" />
      </div>
      <div className="flex flex-wrap items-center gap-x-2 text-meta text-muted">
        {nameProvider(source.provider)} {source.capability}
        {source.simulated ? <Badge>Simulated</Badge> : null}
      </div>
      <p className="text-meta text-muted">
        {source.lastReadAt === null ? (
          'Never read'
        ) : (
          <>
            Read <Instant at={source.lastReadAt} as="both" />
          </>
        )}
        {source.nextDueAt === null || source.paused ? null : (
          <>
            {' · '}next <Instant at={source.nextDueAt} />
          </>
        )}
      </p>
      {reason === null || gap === undefined ? null : (
        <p className="text-meta text-warning first-letter:uppercase">
          {reason}
          {gap.remedy ? <span className="text-muted"> — {gap.remedy}</span> : null}
        </p>
      )}
    </li>
  );
}
