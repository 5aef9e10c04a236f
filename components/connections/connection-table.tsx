import { StatusMark } from '@/components/ui/status-mark';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { Connection } from '@/lib/api/contracts/connections';
import { nameProvider } from '@/lib/format/provider-words';
import { ApiCalls, ApiCost } from './api-spend';
import { ConnectionAge } from './connection-age';
import { ConnectionBadges } from './connection-badges';
import { NextDue } from './next-due';
import { ResourceCount } from './resource-count';
import { findNextDue } from './summarise-sources';

/** Every connection with how it stands, how old its facts are and what reading it costs. */
export function ConnectionTable({ connections }: { connections: readonly Connection[] }) {
  return (
    <TableRegion label="List of connections">
      <Table>
        <thead>
          <tr>
            <HeaderCell isPinned className="min-w-44 pl-4">
              Name
            </HeaderCell>
            <HeaderCell className="min-w-72">Status</HeaderCell>
            <HeaderCell>Last read</HeaderCell>
            <HeaderCell>Next due</HeaderCell>
            <HeaderCell isNumeric>Resources</HeaderCell>
            <HeaderCell isNumeric>API calls, 30 d</HeaderCell>
            <HeaderCell isNumeric className="pr-4">
              API spend, 30 d
            </HeaderCell>
          </tr>
        </thead>
        <tbody>
          {connections.map((connection) => (
            <ConnectionRow key={connection.id} connection={connection} />
          ))}
        </tbody>
      </Table>
    </TableRegion>
  );
}

function ConnectionRow({ connection }: { connection: Connection }) {
  return (
    <TableRow className="align-top [&>td]:py-2">
      <Cell isPinned className="pl-4">
        <TextLink href={`/connections/${connection.id}`} className="font-medium">
          {connection.name}
        </TextLink>
        <div className="flex flex-wrap items-center gap-1 text-meta text-muted">
          {nameProvider(connection.provider)}
          <ConnectionBadges connection={connection} />
        </div>
      </Cell>
      <Cell>
        <StatusMark tone={connection.status} />
        <p className="max-w-prose text-muted">{connection.statusSentence}</p>
      </Cell>
      <Cell className="whitespace-nowrap">
        <ConnectionAge sources={connection.sources} />
      </Cell>
      <Cell className="whitespace-nowrap">
        <NextDue at={findNextDue(connection.sources)} isPaused={connection.paused} />
      </Cell>
      <Cell isNumeric>
        <ResourceCount count={connection.resources} />
      </Cell>
      <Cell isNumeric>
        <ApiCalls spend={connection.apiSpend} />
      </Cell>
      <Cell isNumeric className="pr-4">
        <ApiCost spend={connection.apiSpend} />
      </Cell>
    </TableRow>
  );
}
