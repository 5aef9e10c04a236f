'use client';
import { Instant } from '@/components/time/instant';
import { Identifier } from '@/components/ui/identifier';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { LinkDetail } from '@/lib/api/contracts/links';
import { formatQuantity } from '@/lib/format/format-number';
import { linkStateWords, nameTeller } from '@/lib/format/link-words';

type Told = LinkDetail['told'][number];

/** What each of a link's two ends says of it. `beyond`: of how many others a person may not see what they say. */
export function LinkTellers({ told, beyond }: { told: readonly Told[]; beyond: number }) {
  return (
    <Panel title="As told" unit="by each source that reads an end of it">
      <TableRegion label="As told">
        <Table>
          <thead>
            <tr>
              <HeaderCell isPinned className="pl-4">
                Source
              </HeaderCell>
              <HeaderCell>Name there</HeaderCell>
              <HeaderCell>State</HeaderCell>
              <HeaderCell>Near end</HeaderCell>
              <HeaderCell>Far end</HeaderCell>
              <HeaderCell>BGP sessions</HeaderCell>
              <HeaderCell className="pr-4">Read</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {told.map((one) => (
              <TableRow key={one.resourceId + one.name}>
                <Cell isPinned className="whitespace-nowrap pl-4">
                  {one.connectionName} <span className="text-meta text-muted">{nameTeller(one.provider)}</span>
                </Cell>
                <Cell className="max-w-72 truncate">
                  {one.connectionId === null ? (
                    one.name
                  ) : (
                    <TextLink href={`/inventory?resource=${one.resourceId}`} title={one.name}>
                      {one.name}
                    </TextLink>
                  )}
                </Cell>
                <Cell>{linkStateWords[one.standing.state]}</Cell>
                <Cell>
                  <EndWords end={one.near} />
                </Cell>
                <Cell>
                  <EndWords end={one.far} />
                </Cell>
                <Cell>
                  <Sessions sessions={one.sessions} />
                </Cell>
                <Cell className="whitespace-nowrap pr-4">
                  <Instant at={one.readAt} as="age" />
                </Cell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      </TableRegion>
      {beyond > 0 ? (
        <p className="px-4 py-2 text-meta text-muted">
          {formatQuantity(beyond, 'more source')} beyond your reach {beyond === 1 ? 'tells' : 'tell'} of it.
        </p>
      ) : null}
    </Panel>
  );
}

function EndWords({ end: { address, asn, place } }: { end: Told['near'] }) {
  const words = [place, asn === null ? null : `AS ${asn}`].filter((each) => each !== null).join(', ');
  if (words === '' && address === null) return <Missing reason="Nothing is told of this end" />;
  return (
    <span className="flex flex-col whitespace-nowrap">
      {words === '' ? null : words}
      {address === null ? null : <Identifier value={address} />}
    </span>
  );
}

function Sessions({ sessions }: { sessions: Told['sessions'] }) {
  if (sessions === null) return <Missing reason="Its source does not tell of sessions" />;
  if (sessions.length === 0) return 'None';
  return (
    <span className="flex flex-col whitespace-nowrap">
      {sessions.map(({ peerAddress, peerAsn, state, acceptedPrefixes }) => (
        <span key={`${peerAddress} ${peerAsn}`}>
          {peerAddress ?? (peerAsn === null ? 'Session' : `AS ${peerAsn}`)}: {linkStateWords[state].toLowerCase()}
          {acceptedPrefixes === null ? '' : `, ${acceptedPrefixes} prefixes`}
        </span>
      ))}
    </span>
  );
}
