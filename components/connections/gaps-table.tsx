import { Missing } from '@/components/ui/missing';
import { StatusMark, type StatusTone } from '@/components/ui/status-mark';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { Source } from '@/lib/api/contracts/sources';
import type { ProviderFaultKind } from '@/lib/domain/provider-fault';
import { faultWords } from '@/lib/format/provider-words';
import { nameKind } from '@/lib/format/resource-words';

type Gap = Source['gaps'][number];

const faultTones: Record<ProviderFaultKind, StatusTone> = {
  'credentials-rejected': 'critical',
  'permission-missing': 'critical',
  'rate-limited': 'warning',
  unavailable: 'warning',
  'response-unexpected': 'warning',
  'capability-unsupported': 'neutral',
  'outcome-unknown': 'unknown',
};

function capitalise(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a read could not bring, where, why, and what to do about it. */
export function GapsTable({ gaps, label }: { gaps: readonly Gap[]; label: string }) {
  return (
    <TableRegion label={label}>
      <Table>
        <thead>
          <tr>
            <HeaderCell className="pl-4">Fault</HeaderCell>
            <HeaderCell>Account</HeaderCell>
            <HeaderCell>Region</HeaderCell>
            <HeaderCell>Kind</HeaderCell>
            <HeaderCell>Operation and code</HeaderCell>
            <HeaderCell className="min-w-72 pr-4">What happened, and what to do</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {gaps.map((gap) => (
            <TableRow key={toGapKey(gap)} className="align-top [&>td]:py-1.5">
              <Cell className="pl-4">
                <StatusMark tone={faultTones[gap.fault]} word={capitalise(faultWords[gap.fault])} />
              </Cell>
              <Cell className="whitespace-nowrap">{gap.account ?? <Missing reason="Not of one account" />}</Cell>
              <Cell className="whitespace-nowrap">{gap.region ?? <Missing reason="Not of one region" />}</Cell>
              <Cell>{gap.subject ? nameKind(gap.subject) : <Missing reason="Not of one kind" />}</Cell>
              <Cell>
                {gap.operation ? <code className="text-meta">{gap.operation}</code> : <Missing reason="No one call" />}
                {gap.code ? <code className="block text-meta text-muted">{gap.code}</code> : null}
              </Cell>
              <Cell className="pr-4">
                <p>{gap.message}</p>
                {gap.remedy ? <p className="text-muted">{gap.remedy}</p> : null}
              </Cell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </TableRegion>
  );
}

function toGapKey(gap: Gap): string {
  return JSON.stringify([gap.account, gap.region, gap.subject, gap.operation, gap.code, gap.fault, gap.message]);
}
