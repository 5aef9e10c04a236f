'use client';
import { Instant } from '@/components/time/instant';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { StatusMark } from '@/components/ui/status-mark';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { LinkDetail, LinkTroubleAnswer } from '@/lib/api/contracts/links';
import { formatNumber, formatQuantity } from '@/lib/format/format-number';
import { formatPercent } from '@/lib/format/format-percent';
import { baselineWords, qualityWords, troubleEndWords, troubleWords } from '@/lib/format/link-words';
import { formatLatency } from './format-latency';

type Sign = LinkTroubleAnswer['signs'][number];

const formats: Record<Sign['quality'], (value: number) => string> = {
  latency: formatLatency,
  loss: formatPercent,
  drops: (value) => `${formatNumber(value)}/s`,
  errors: (value) => `${formatNumber(value)}/s`,
  light: (value) => `${value.toFixed(1)} dBm`,
};

/** What went wrong with a link and its parts, the newest first. */
export function LinkTroubles({ troubles }: { troubles: LinkDetail['troubles'] }) {
  return (
    <Panel title="Troubles" unit="of the link and its parts, against what is usual for each">
      {troubles.length === 0 ? (
        <p className="px-4 py-3 text-muted">None was seen.</p>
      ) : (
        <TableRegion label="Troubles">
          <Table>
            <thead>
              <tr>
                <HeaderCell isPinned className="pl-4">
                  What
                </HeaderCell>
                <HeaderCell>Of</HeaderCell>
                <HeaderCell>Since</HeaderCell>
                <HeaderCell>Until</HeaderCell>
                <HeaderCell>What was seen</HeaderCell>
                <HeaderCell className="pr-4">Cause, as its source says</HeaderCell>
              </tr>
            </thead>
            <tbody>
              {troubles.map((trouble) => (
                <TroubleRow key={trouble.id} trouble={trouble} />
              ))}
            </tbody>
          </Table>
        </TableRegion>
      )}
    </Panel>
  );
}

function TroubleRow({ trouble }: { trouble: LinkDetail['troubles'][number] }) {
  const { kind, openedAt, closedAt, endedBy, falls, signs, cause } = trouble;
  const ended = endedBy === null ? null : troubleEndWords[endedBy];
  const tone = closedAt !== null ? 'neutral' : kind === 'down' ? 'critical' : 'warning';
  return (
    <TableRow>
      <Cell isPinned className="pl-4">
        <StatusMark tone={tone} word={troubleWords[kind]} />
      </Cell>
      <Cell className="max-w-72 truncate">
        <TextLink href={`/links/${encodeURIComponent(trouble.linkId)}`}>{trouble.linkName}</TextLink>
      </Cell>
      <Cell className="whitespace-nowrap">
        <Instant at={openedAt} as="both" />
      </Cell>
      <Cell className="whitespace-nowrap">
        {closedAt === null ? 'It goes on' : <Instant at={closedAt} as="both" />}
        {ended === null ? null : <span className="block text-meta text-muted">{ended}</span>}
      </Cell>
      <Cell>
        {signs.length === 0 ? (
          kind === 'spares-lost' ? (
            'All that would stand in for it is down'
          ) : falls === 1 ? (
            'It fell once'
          ) : (
            `It fell ${formatQuantity(falls, 'time')}`
          )
        ) : (
          <span className="flex flex-col">
            {signs.map((sign) => (
              <SignLine key={sign.quality} sign={sign} />
            ))}
          </span>
        )}
      </Cell>
      <Cell className="pr-4">{cause ?? <Missing reason="Its source does not say" />}</Cell>
    </TableRow>
  );
}

function SignLine({ sign }: { sign: Sign }) {
  const { quality, seen, usual, basis, worstAt, until } = sign;
  const format = formats[quality];
  return (
    <span className="whitespace-nowrap">
      {`${qualityWords[quality]} ${format(seen)}, usually ${format(usual)} ${baselineWords[basis]}`}
      {worstAt === null ? null : (
        <span className="block text-meta text-muted">
          At its worst <Instant at={worstAt} as="both" />
          {until === null ? null : (
            <>
              , as usual since <Instant at={until} as="both" />
            </>
          )}
        </span>
      )}
    </span>
  );
}
