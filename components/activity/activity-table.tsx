'use client';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { Instant } from '@/components/time/instant';
import { Badge } from '@/components/ui/badge';
import { CodeBlock } from '@/components/ui/code-block';
import { IconButton } from '@/components/ui/icon-button';
import { Identifier } from '@/components/ui/identifier';
import { Missing } from '@/components/ui/missing';
import { StatusMark } from '@/components/ui/status-mark';
import { Cell, HeaderCell, MessageRow, Table, TableRegion, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { AuditEntry } from '@/lib/api/contracts/activity';
import { nameAction } from '@/lib/format/action-words';
import { outcomeMarks } from './outcome-marks';

/** Entries of the audit record, newest first; each opens to what exactly it recorded. */
export function ActivityTable({ entries }: { entries: readonly AuditEntry[] }) {
  return (
    <TableRegion label="List of entries">
      <Table>
        <thead>
          <tr>
            <HeaderCell className="pl-4">
              <span className="sr-only">Detail</span>
            </HeaderCell>
            <HeaderCell>Time</HeaderCell>
            <HeaderCell>Actor</HeaderCell>
            <HeaderCell>Action</HeaderCell>
            <HeaderCell>Outcome</HeaderCell>
            <HeaderCell className="pr-4">Target</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <EntryRow key={entry.sequence} entry={entry} />
          ))}
        </tbody>
      </Table>
    </TableRegion>
  );
}

function EntryRow({ entry }: { entry: AuditEntry }) {
  const [isOpen, setIsOpen] = useState(false);
  const detailId = useId();
  return (
    <>
      <TableRow>
        <Cell className="w-10 pl-4">
          <IconButton
            label={isOpen ? `Hide entry ${entry.sequence}` : `Show entry ${entry.sequence}`}
            size="compact"
            aria-expanded={isOpen}
            aria-controls={isOpen ? detailId : undefined}
            onClick={() => setIsOpen(!isOpen)}
          >
            {isOpen ? <ChevronDown aria-hidden /> : <ChevronRight aria-hidden />}
          </IconButton>
        </Cell>
        <Cell className="whitespace-nowrap">
          <Instant at={entry.at} as="full" />
        </Cell>
        <Cell>
          <span className="inline-flex flex-wrap items-center gap-1">
            {entry.actor.label}
            {entry.actor.kind === 'person' ? null : <Badge>{entry.actor.kind}</Badge>}
          </span>
        </Cell>
        <Cell>{nameAction(entry.action)}</Cell>
        <Cell>
          <StatusMark {...outcomeMarks[entry.outcome]} />
        </Cell>
        <Cell className="pr-4">
          <Target target={entry.target} />
        </Cell>
      </TableRow>
      {isOpen ? (
        <MessageRow columns={6}>
          <EntryDetail id={detailId} entry={entry} />
        </MessageRow>
      ) : null}
    </>
  );
}

function Target({ target }: { target: AuditEntry['target'] }) {
  if (target === null) return <Missing reason="It concerned nothing in particular" />;
  if (target.kind === 'connection' && target.id !== null) {
    return <TextLink href={`/connections/${target.id}`}>{target.label}</TextLink>;
  }
  const kind = target.kind.replaceAll('-', ' ');
  if (target.label.toLowerCase() === kind) return target.label;
  return (
    <>
      {target.label} <span className="text-meta text-muted">{kind}</span>
    </>
  );
}

function EntryDetail({ id, entry }: { id: string; entry: AuditEntry }) {
  return (
    <div id={id} className="flex flex-col gap-3 border-b bg-canvas p-4">
      <CodeBlock label={`Detail of entry ${entry.sequence}`} text={JSON.stringify(entry.detail, null, 2)} />
      <dl className="grid gap-x-4 gap-y-1 text-meta sm:grid-cols-[8rem_1fr]">
        <dt className="text-muted">Action</dt>
        <dd>
          <code>{entry.action}</code>
        </dd>
        <dt className="text-muted">Place in the chain</dt>
        <dd>{entry.sequence}</dd>
        <dt className="text-muted">Hash</dt>
        <dd className="min-w-0">
          <Identifier value={entry.hash} subject="hash" />
        </dd>
        {entry.actor.id === null ? null : (
          <>
            <dt className="text-muted">Actor id</dt>
            <dd className="min-w-0">
              <Identifier value={entry.actor.id} subject="actor id" />
            </dd>
          </>
        )}
        {entry.target?.id == null ? null : (
          <>
            <dt className="text-muted">Target id</dt>
            <dd className="min-w-0">
              <Identifier value={entry.target.id} subject="target id" />
            </dd>
          </>
        )}
      </dl>
    </div>
  );
}
