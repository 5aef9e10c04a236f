import { CodeBlock } from '@/components/ui/code-block';
import { Notice } from '@/components/ui/panel-states';
import { StatusMark } from '@/components/ui/status-mark';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { ConnectionReportView } from '@/lib/api/contracts/connections';
import type { ProviderId } from '@/lib/domain/provider';
import { formatQuantity } from '@/lib/format/format-number';
import { toMissingPermissionPolicy } from '../missing-permission-policy';
import { groupChecks } from './group-checks';

type Outcome = ConnectionReportView['checks'][number]['outcome'];

const outcomeMarks: Record<Outcome, { tone: 'healthy' | 'critical' | 'unknown'; word: string }> = {
  passed: { tone: 'healthy', word: 'Passed' },
  failed: { tone: 'critical', word: 'Failed' },
  skipped: { tone: 'unknown', word: 'Not tried' },
};

export interface TestReportProps {
  provider: ProviderId;
  report: ConnectionReportView;
  /** The form has changed since, so the report speaks of other input. */
  isOutdated: boolean;
}

/** What a connection test found, by account and region, and what would mend it. */
export function TestReport({ provider, report, isOutdated }: TestReportProps) {
  const policy = toMissingPermissionPolicy(provider, report.missingPermissions);
  const failed = report.checks.filter((check) => check.outcome === 'failed').length;
  const skipped = report.checks.filter((check) => check.outcome === 'skipped').length;
  const reached = report.accounts.map((account) => (account.name ? `${account.name} (${account.id})` : account.id));
  return (
    <div className="flex flex-col gap-3">
      {isOutdated ? (
        <Notice tone="unknown">The form has changed since this test. Test again to know about what it says now.</Notice>
      ) : null}
      <p role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {report.passed ? (
          <StatusMark tone="healthy" word="Everything that was tried passed" />
        ) : (
          <StatusMark
            tone={failed > 0 ? 'critical' : 'unknown'}
            word={failed > 0 ? `${formatQuantity(failed, 'check')} failed` : 'Not everything could be tried'}
          />
        )}
        <span className="text-muted">
          {formatQuantity(report.checks.length, 'check')}
          {skipped > 0 ? `, ${skipped} not tried` : ''}.{' '}
          {reached.length === 0 ? 'No account was reached.' : `Reached ${reached.join(', ')}.`}
        </span>
      </p>
      {policy === null ? null : (
        <section aria-label="Missing permissions" className="flex flex-col gap-2">
          <p>
            {formatQuantity(report.missingPermissions.length, 'permission')}{' '}
            {report.missingPermissions.length === 1 ? 'is' : 'are'} missing. Add this policy to the role Millwright
            assumes, then test again.
          </p>
          <CodeBlock label="Missing permissions policy" text={policy} />
        </section>
      )}
      {groupChecks(report.checks).map((group) => (
        <TableRegion key={group.title} label={`Checks of ${group.title}`} className="rounded-control border">
          <Table>
            <caption className="border-b px-2 py-1.5 text-left font-medium">{group.title}</caption>
            <thead className="sr-only">
              <tr>
                <HeaderCell>Outcome</HeaderCell>
                <HeaderCell>Check</HeaderCell>
              </tr>
            </thead>
            <tbody>
              {group.checks.map((check) => (
                <TableRow key={`${check.title} ${check.permission}`} className="align-top">
                  <Cell className="w-28 py-1.5">
                    <StatusMark {...outcomeMarks[check.outcome]} />
                  </Cell>
                  <Cell className="py-1.5">
                    <p>{check.title}</p>
                    {check.message ? <p className="text-muted">{check.message}</p> : null}
                    {check.remedy ? <p className="text-muted">{check.remedy}</p> : null}
                  </Cell>
                </TableRow>
              ))}
            </tbody>
          </Table>
        </TableRegion>
      ))}
    </div>
  );
}
