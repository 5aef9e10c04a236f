import type { Showback, ShowbackBook } from '@/lib/api/contracts/showback';
import { toCsv } from '@/lib/format/to-csv';
import type { ShowbackLine } from './showback-lines';

/** Every part of every row with all its digits: own costs, shares and idle add up to the total. */
export function toShowbackCsv(
  { from, to, metric, version, pools }: Showback,
  { currency, basis, whole }: ShowbackBook,
  lines: readonly ShowbackLine[],
): string {
  const named = [from, to, metric, version === null ? 'none' : version.number];
  const exactness = (atLeast: boolean) => (atLeast ? 'at least' : 'exact');
  return toCsv(
    [
      'team',
      'own costs',
      ...pools.map(({ name }) => `share of ${name}`),
      'idle GPUs',
      'total',
      'currency',
      'basis',
      'exact or at least',
      'why it stands apart',
      'from',
      'to',
      'cost',
      'version of the rules',
    ],
    [
      ...lines.map(({ label, direct, fromPools, idle, total, why }) => [
        label,
        direct === null ? null : direct.amount,
        ...fromPools,
        idle,
        total.amount,
        currency,
        basis,
        exactness(total.atLeast),
        why,
        ...named,
      ]),
      ...(whole === null
        ? []
        : [
            [
              'Whole',
              null,
              ...pools.map(() => null),
              null,
              whole.amount,
              currency,
              basis,
              exactness(whole.atLeast),
              null,
              ...named,
            ],
          ]),
    ],
  );
}
