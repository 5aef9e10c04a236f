import { Notice } from '@/components/ui/panel-states';
import { TextLink } from '@/components/ui/text-link';
import type { Cost } from '@/lib/api/contracts/cost';
import { formatQuantity } from '@/lib/format/format-number';

/** That some bills are still added up by other rules than those in force, so that teams and the like may change. */
export function BehindNotice({ cost: { behind, asOf, at } }: { cost: Pick<Cost, 'behind' | 'asOf' | 'at'> }) {
  if (behind === 0) return null;
  const are = behind === 1 ? 'is' : 'are';
  return (
    <Notice tone="neutral">
      {asOf === at
        ? `${formatQuantity(behind, 'bill')} of these days ${are} still added up by older rules, and told here by those; the worker adds them up anew, the newest month first. `
        : `${formatQuantity(behind, 'bill')} of these days ${are} added up by other rules than those in force then, and told here by those. `}
      <TextLink href="/cost/teams">Teams</TextLink> tells each month by the rules in force.
    </Notice>
  );
}
