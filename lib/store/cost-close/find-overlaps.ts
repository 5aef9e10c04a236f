import type { ChecklistFinding } from '@/lib/domain/cost/checklist-finding';
import { isToldElsewhere, judgeOverlap } from '@/lib/store/cost-ledger/judge-overlap';
import type { KnownDelivery } from '@/lib/store/cost-rollups/known-deliveries';
import { tellsCost } from './close-delivery';

type OverlapFinding = Extract<ChecklistFinding, { code: 'overlap' }>;

/** The deliveries of a month that do not count because others tell their costs, with what of them none tells. */
export function findOverlaps(ofMonth: readonly KnownDelivery[]): OverlapFinding[] {
  return ofMonth
    .filter(({ counts, state }) => !counts && state !== 'quarantined')
    .map((delivery) => {
      const judged = (['billed', 'effective'] as const)
        .filter((metric) => tellsCost(metric, delivery.coverage))
        .map((metric) => judgeOverlap(delivery, ofMonth, metric));
      // Of the two costs that it tells, the one that others tell less of.
      const overlap = judged.find((one) => !isToldElsewhere(one)) ?? judged[0];
      const { before = null, after = null } = overlap?.untoldDays ?? {};
      return {
        code: 'overlap',
        title: delivery.title,
        by: [...new Set(overlap?.by.map(({ title }) => title))],
        untoldAccounts: overlap?.untoldAccounts ?? [],
        untoldDays: [before, after].filter((days) => days !== null),
      };
    });
}

/** Whether some of its costs are told by none. */
export function isOverlapUntold({ by, untoldAccounts, untoldDays }: OverlapFinding): boolean {
  return by.length === 0 || untoldAccounts.length > 0 || untoldDays.length > 0;
}
