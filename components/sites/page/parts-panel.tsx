'use client';
import { describeSource } from '@/components/sources/describe-source';
import { isWhole, judgeSource } from '@/components/sources/judge-source';
import { AsOf } from '@/components/time/as-of';
import { useClock } from '@/components/time/clock-provider';
import { Instant } from '@/components/time/instant';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { StaleMark } from '@/components/ui/stale-mark';
import { StatusMark } from '@/components/ui/status-mark';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import { TwoLines } from '@/components/ui/two-lines';
import type { SitePage, SitePartAnswer } from '@/lib/api/contracts/site-pages';
import type { Source } from '@/lib/api/contracts/sources';
import { formatQuantity } from '@/lib/format/format-number';
import { partBasisWords, sitePartWords } from '@/lib/format/site-words';
import { formatInstant } from '@/lib/time/format-instant';
import { PartStatus } from '../part-status';
import { listTroubledTallies } from './to-tally-href';

/** How each part of a site stands, why, since when, and on what that rests. */
export function PartsPanel({ answer, isRefreshing }: { answer: SitePage; isRefreshing: boolean }) {
  const { parts, sources, site, at } = answer;
  return (
    <Panel title="Health" unit="by parts" sources={<AsOf at={at} />} isRefreshing={isRefreshing}>
      <TableRegion label="Health by parts">
        <Table>
          <thead>
            <tr>
              <HeaderCell isPinned className="pl-4">
                Part
              </HeaderCell>
              <HeaderCell>Status</HeaderCell>
              <HeaderCell>Reason</HeaderCell>
              <HeaderCell>Since</HeaderCell>
              <HeaderCell>Rests on</HeaderCell>
              <HeaderCell className="pr-4">Oldest source</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {parts.map((part) => (
              <PartRow key={part.part} part={part} sources={sources} site={site.name} />
            ))}
          </tbody>
        </Table>
      </TableRegion>
    </Panel>
  );
}

function PartRow({ part, sources, site }: { part: SitePartAnswer; sources: readonly Source[]; site: string }) {
  const { title, says } = sitePartWords[part.part];
  return (
    <TableRow className="align-top">
      <Cell isPinned className="min-w-36 py-1.5! pl-4">
        <TwoLines second={says}>
          <span className="font-medium">{title}</span>
        </TwoLines>
      </Cell>
      <Cell className="py-2.5!">
        <PartStatus part={part} />
      </Cell>
      <Cell className="min-w-64 py-2.5!">
        <Findings part={part} site={site} />
      </Cell>
      <Cell className="whitespace-nowrap py-2.5!">
        {part.status === null ? null : part.since === null ? (
          <Missing reason="Nobody kept since when" />
        ) : (
          <Instant at={part.since} as="both" />
        )}
      </Cell>
      <Cell className="min-w-48 py-2.5!">
        <RestsOn part={part} sources={sources} />
      </Cell>
      <Cell className="whitespace-nowrap py-2.5! pr-4">
        {part.at === null ? (
          <Missing reason="A source that it rests on never told, or it rests on none" />
        ) : (
          <Instant at={part.at} as="age" />
        )}
      </Cell>
    </TableRow>
  );
}

/** What keeps a part from being healthy, and where to look at just that. */
function Findings({ part, site }: { part: SitePartAnswer; site: string }) {
  if (part.presence === 'none') return <span className="text-muted">The site has none</span>;
  const troubled = listTroubledTallies(part.tallies, site);
  return (
    <div className="flex flex-col gap-1">
      {part.findings.length === 0 ? <span className="text-muted">Nothing is wrong</span> : null}
      <ul className="flex flex-col gap-0.5 empty:hidden">
        {part.findings.map(({ status, says }) => (
          <li key={says} className="flex gap-1.5">
            <StatusMark tone={status} isWordHidden className="mt-0.5 self-start" />
            <span>{says}</span>
          </li>
        ))}
      </ul>
      {troubled.length === 0 ? null : (
        <p className="flex flex-wrap gap-x-3 text-meta">
          {troubled.map(({ href, words }) => (
            <TextLink key={href} href={href} className="inline-flex min-h-6 items-center">
              {words}
            </TextLink>
          ))}
        </p>
      )}
    </div>
  );
}

const sourcesShown = 3;

/** On what a status rests; the sources that are not whole come first. Why they are not stands at the top of the page. */
function RestsOn({ part, sources }: { part: SitePartAnswer; sources: readonly Source[] }) {
  const own = part.sources.flatMap(({ connectionId, capability }) => {
    const source = sources.find((each) => each.connectionId === connectionId && each.capability === capability);
    return source === undefined ? [] : [source];
  });
  const ordered = own.toSorted((one, other) => Number(isWhole(one)) - Number(isWhole(other)));
  return (
    <div className="flex flex-col gap-0.5">
      <span>{partBasisWords[part.basis]}</span>
      <ul className="flex flex-col text-meta empty:hidden">
        {ordered.slice(0, sourcesShown).map((source) => (
          <SourceLine key={`${source.connectionId} ${source.capability}`} source={source} />
        ))}
        {own.length > sourcesShown ? (
          <li className="text-muted">and {formatQuantity(own.length - sourcesShown, 'more source')}</li>
        ) : null}
      </ul>
    </div>
  );
}

function SourceLine({ source }: { source: Source }) {
  const { now, zone } = useClock();
  const reason = describeSource(source, (instant) => formatInstant(new Date(instant), now, zone));
  return (
    <li className="flex min-h-6 items-center gap-1.5 whitespace-nowrap" title={reason ?? undefined}>
      <TextLink href={`/connections/${source.connectionId}`} className="inline-flex min-h-6 items-center">
        {source.connectionName}
      </TextLink>
      <span className="text-muted">{source.capability}</span>
      {reason === null ? null : <StaleMark>{judgeSource(source).word}</StaleMark>}
    </li>
  );
}
