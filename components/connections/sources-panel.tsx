import { judgeSource } from '@/components/sources/judge-source';
import { Instant } from '@/components/time/instant';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { StatusMark } from '@/components/ui/status-mark';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { Connection } from '@/lib/api/contracts/connections';
import { formatQuantity } from '@/lib/format/format-number';

import { formatInterval } from '@/lib/time/format-duration';
import { GapsTable } from './gaps-table';
import { NextDue } from './next-due';
import { SourceAge } from './source-age';

/** What each capability of a connection has read, how old that is, and what it could not read. */
export function SourcesPanel({ connection }: { connection: Connection }) {
  const gaps = connection.sources.flatMap((source) => source.gaps);
  return (
    <div className="flex flex-col gap-4">
      <Panel title="Sources" unit={formatQuantity(connection.sources.length, 'source')}>
        <TableRegion label="Sources of this connection">
          <Table>
            <thead>
              <tr>
                <HeaderCell className="pl-4">Source</HeaderCell>
                <HeaderCell>State</HeaderCell>
                <HeaderCell>Last read</HeaderCell>
                <HeaderCell>Last read completely</HeaderCell>
                <HeaderCell>Next due</HeaderCell>
                <HeaderCell>Interval</HeaderCell>
                <HeaderCell isNumeric className="pr-4">
                  Gaps
                </HeaderCell>
              </tr>
            </thead>
            <tbody>
              {connection.sources.map((source) => (
                <TableRow key={source.capability}>
                  <Cell className="pl-4 capitalize">{source.capability}</Cell>
                  <Cell>
                    <StatusMark {...judgeSource(source)} />
                  </Cell>
                  <Cell className="whitespace-nowrap">
                    <SourceAge source={source} />
                  </Cell>
                  <Cell className="whitespace-nowrap">
                    {source.lastCompleteAt === null ? (
                      <Missing reason="Never read completely" />
                    ) : (
                      <Instant at={source.lastCompleteAt} as="both" />
                    )}
                  </Cell>
                  <Cell className="whitespace-nowrap">
                    <NextDue at={source.nextDueAt} isPaused={source.paused} />
                  </Cell>
                  <Cell className="whitespace-nowrap">{formatInterval(source.intervalMs)}</Cell>
                  <Cell isNumeric className="pr-4">
                    {source.gaps.length}
                  </Cell>
                </TableRow>
              ))}
            </tbody>
          </Table>
        </TableRegion>
      </Panel>
      <Panel title="Gaps" unit="what the last read could not bring">
        {gaps.length > 0 ? <GapsTable gaps={gaps} label="Gaps of the last read" /> : <NoGaps connection={connection} />}
      </Panel>
    </div>
  );
}

/** No gap is good news only after a run that could have left one, and only while that is recent. */
function NoGaps({ connection }: { connection: Connection }) {
  const { sources, lastRun } = connection;
  const hasRead = sources.some((source) => source.lastReadAt !== null);
  const isProven = hasRead && lastRun?.outcome !== 'failed' && lastRun?.outcome !== 'abandoned';
  const isRecent = sources.every((source) => source.freshness === 'fresh');
  const words = isProven
    ? 'The last read brought everything it asked for.'
    : hasRead
      ? 'The last run brought nothing, so what is missing is not known. See Runs.'
      : 'Nothing was read yet, so what is missing is not known.';
  return (
    <div className="px-4 py-6">
      <StatusMark
        tone={isProven ? (isRecent ? 'healthy' : 'neutral') : 'unknown'}
        word={words}
        className="whitespace-normal!"
      />
    </div>
  );
}
