import type { Cost, CostBook } from '@/lib/api/contracts/cost';
import { nameCurrency } from './say-conversion';

/** What is missing from the figures of a step, in words; empty: nothing, and they are no floors. */
export function sayStepGaps(
  { steps, conversion }: Pick<Cost, 'steps' | 'conversion'>,
  { whole, basis, currency }: Pick<CostBook, 'whole' | 'basis' | 'currency'>,
  step: number,
): string[] {
  const at = steps[step];
  const missing = at?.missing ?? [];
  const left =
    at === undefined || currency !== conversion?.to
      ? []
      : conversion.unconverted.filter(
          (one) => one.basis === basis && !one.isBefore && one.from <= at.to && at.from <= one.to,
        );
  return [
    ...(missing.length === 0 ? [] : [`${missing.join(', ')} missing`]),
    ...(whole.untoldSteps.includes(step) ? ['Some rows do not tell this cost'] : []),
    ...left.map((one) => `${nameCurrency(one.currency)} not converted: no rate is known of some days`),
  ];
}
