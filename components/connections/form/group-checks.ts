import type { ConnectionReportView } from '@/lib/api/contracts/connections';

type Check = ConnectionReportView['checks'][number];

export interface CheckGroup {
  /** `111122223333 · us-east-1`, or `Whole connection` for checks of no account. */
  title: string;
  checks: Check[];
}

const outcomeOrder: Record<Check['outcome'], number> = { failed: 0, skipped: 1, passed: 2 };

/** Checks by account and region, groups with failures first, and what failed first within each. */
export function groupChecks(checks: readonly Check[]): CheckGroup[] {
  const groups = new Map<string, Check[]>();
  for (const check of checks) {
    const title = [check.account, check.region].filter(Boolean).join(' · ') || 'Whole connection';
    groups.set(title, [...(groups.get(title) ?? []), check]);
  }
  const worst = (group: CheckGroup) => Math.min(...group.checks.map((check) => outcomeOrder[check.outcome]));
  return [...groups]
    .map(([title, members]) => ({
      title,
      checks: members.toSorted((a, b) => outcomeOrder[a.outcome] - outcomeOrder[b.outcome]),
    }))
    .toSorted((a, b) => worst(a) - worst(b));
}
