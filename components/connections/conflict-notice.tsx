'use client';
import { useEffect, useRef } from 'react';
import { Instant } from '@/components/time/instant';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/panel-states';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { Connection, ProviderDescription } from '@/lib/api/contracts/connections';
import { findDifferences } from './find-differences';

export interface ConflictNoticeProps {
  /** What the form started from. */
  base: Connection;
  /** What is there now. */
  newer: Connection;
  provider: ProviderDescription;
  onAdopt: () => void;
}

/** Somebody saved in the meantime: what they changed, and a way on that keeps what was typed here. */
export function ConflictNotice({ base, newer, provider, onAdopt }: ConflictNoticeProps) {
  const section = useRef<HTMLElement>(null);
  useEffect(() => section.current?.focus(), []);
  const differences = findDifferences(base, newer);
  const labels = new Map(provider.fields.map(({ name, label }) => [`settings.${name}`, label]));
  return (
    <section ref={section} tabIndex={-1} aria-label="Conflict" className="overflow-hidden rounded-panel border">
      <Notice tone="warning">
        Somebody changed this connection <Instant at={newer.updatedAt} as="both" />, after you opened it. What you typed
        is kept here. Look at what they changed, then save yours over it.
      </Notice>
      <TableRegion label="What was changed in the meantime">
        <Table>
          <thead>
            <tr>
              <HeaderCell className="pl-4">Changed</HeaderCell>
              <HeaderCell>When you opened it</HeaderCell>
              <HeaderCell className="pr-4">Now</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ name, before, after }) => (
              <TableRow key={name} className="align-top [&>td]:py-1.5">
                <Cell className="pl-4">{labels.get(name) ?? name}</Cell>
                <Cell className="whitespace-pre-wrap break-all text-muted">{before}</Cell>
                <Cell className="whitespace-pre-wrap break-all pr-4">{after}</Cell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      </TableRegion>
      <div className="px-4 py-2">
        <Button onClick={onAdopt}>Continue on version {newer.version}</Button>
      </div>
    </section>
  );
}
