import { clsx } from 'clsx';
import { CodeBlock } from '@/components/ui/code-block';
import { Notice } from '@/components/ui/panel-states';
import { StatusMark } from '@/components/ui/status-mark';
import type { ConnectionReportView } from '@/lib/api/contracts/connections';
import type { ProviderId } from '@/lib/domain/provider';
import { formatQuantity } from '@/lib/format/format-number';
import { toMissingPermissionPolicy } from '../missing-permission-policy';
import { type CheckGroup, groupChecks } from './group-checks';

type Check = ConnectionReportView['checks'][number];

const outcomeMarks: Record<Check['outcome'], { tone: 'healthy' | 'critical' | 'unknown'; word: string }> = {
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
        <CheckGroupList key={group.title} group={group} />
      ))}
    </div>
  );
}

/** Checks of one account and region: what did not pass stands open, what passed is counted and folded away. */
function CheckGroupList({ group }: { group: CheckGroup }) {
  const passed = group.checks.filter((check) => check.outcome === 'passed');
  const others = group.checks.filter((check) => check.outcome !== 'passed');
  return (
    <section aria-label={`Checks of ${group.title}`} className="rounded-control border">
      <h3 className="border-b px-3 py-1.5 font-medium text-table">{group.title}</h3>
      {others.length === 0 ? null : <CheckList checks={others} />}
      {passed.length === 0 ? null : (
        <details className={clsx(others.length > 0 && 'border-t')}>
          <summary className="px-3 py-1.5">
            <StatusMark tone="healthy" word={`${passed.length} passed`} className="text-table" />
          </summary>
          <CheckList checks={passed} />
        </details>
      )}
    </section>
  );
}

function CheckList({ checks }: { checks: readonly Check[] }) {
  return (
    <ul className="divide-y text-table">
      {checks.map((check) => (
        <li key={`${check.title} ${check.permission}`} className="flex gap-3 px-3 py-1.5">
          <StatusMark {...outcomeMarks[check.outcome]} className="w-24 shrink-0 self-start" />
          <div className="min-w-0 break-words">
            <p>{check.title}</p>
            {check.message ? <p className="text-muted">{check.message}</p> : null}
            {check.remedy ? <p className="text-muted">{check.remedy}</p> : null}
          </div>
        </li>
      ))}
    </ul>
  );
}
