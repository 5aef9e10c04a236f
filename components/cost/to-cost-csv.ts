import type { CostBook, CostLine } from '@/lib/api/contracts/cost';
import { toCsv } from '@/lib/format/to-csv';
import { judgeChange, sayIncomplete } from './judge-change';

/** All digits of every figure of a book; a change says whether both of its periods are whole. */
export function toCostCsv(
  lines: readonly (CostLine & { label: string })[],
  { currency, basis, whole }: CostBook,
  dimension: string,
): string {
  const toRow = (label: string, { total, previous }: CostLine) => {
    const change = judgeChange({ total, previous });
    return [
      label,
      total.amount,
      currency,
      basis,
      total.atLeast ? 'at least' : 'exact',
      total.rows,
      previous === null ? null : previous.amount,
      previous === null ? null : previous.atLeast ? 'at least' : 'exact',
      change?.difference ?? null,
      change === null ? null : change.incomplete === null ? 'of whole periods' : sayIncomplete(change.incomplete),
    ];
  };
  return toCsv(
    [
      ...[dimension, 'amount', 'currency', 'basis', 'exact or at least', 'rows'],
      ...['days before', 'exact or at least before', 'change', 'what the change is of'],
    ],
    [...lines.map((line) => toRow(line.label, line)), toRow('Total', whole)],
  );
}
