import type { Completeness, Gap } from '@/lib/domain/provider-fault';
import { ProviderError } from '../../contract/provider-error';

/** Faults as gaps of one place, one for each operation and code however often it failed. */
export function toCompleteness(
  faults: readonly ProviderError[],
  where: Pick<Gap, 'account' | 'region' | 'subject'>,
): Completeness {
  const groups = Map.groupBy(faults, ({ kind, operation, code }) => [kind, operation, code].join(' '));
  const [first, ...rest] = [...groups.values()].flatMap(([fault, ...others]): Gap[] => {
    if (fault === undefined) return [];
    const gap = fault.toGap(where);
    return [others.length === 0 ? gap : { ...gap, message: `${gap.message} (${others.length + 1} times)` }];
  });
  return first === undefined ? { complete: true } : { complete: false, gaps: [first, ...rest] };
}

/** The server answered, and said that the answer may lack something. */
export function warned(operation: string, host: string): ProviderError {
  return new ProviderError({
    kind: 'response-unexpected',
    code: 'Warnings',
    operation,
    message: `The server ${host} answered ${operation} with warnings, so some of what it has may be missing.`,
    remedy: 'Look at the health of the server and of the stores behind it; the next collection reads what follows.',
  });
}
