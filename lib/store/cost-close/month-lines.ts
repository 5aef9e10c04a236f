import { createHash } from 'node:crypto';
import { keepAnswers } from '@/lib/store/cost-ledger/keep-answers';
import { toCanonicalText } from './canonical-text';
import type { CloseDelivery } from './close-delivery';
import type { CloseLedger } from './close-ledger';
import { type CloseLine, closeKeys, sumCloseLines } from './sum-close-lines';

/** A large month takes seconds; one of many accounts, services and teams takes many megabytes. */
const kept = keepAnswers<CloseLine[]>(6, { mostBytes: 96 * 2 ** 20, sizeOf: toBytes });

/** About what an object with four sums takes, without its texts. */
const lineBytes = 800;

function toBytes(lines: readonly CloseLine[]): number {
  const texts = (line: CloseLine) => closeKeys.map((key) => line[key] ?? '').join('').length + line.scope.length;
  return lines.reduce((sum, line) => sum + lineBytes + 2 * texts(line), 0);
}

/** Of the way deliveries are compared: another one makes what was worked out before void. */
export const comparisonVersion = 'comparison 3';

/** What a set of deliveries and their rules are known by: the same state has the same sums. */
export function toStateHash(deliveries: readonly CloseDelivery[], version: string): Buffer {
  const told = deliveries
    .map(({ contentHash, source, scope, basis, coverage, attribution, tagKeys }) =>
      toCanonicalText({ contentHash, source, scope, basis, coverage, attribution, tagKeys }),
    )
    .sort();
  return createHash('sha256')
    .update(toCanonicalText([version, told]))
    .digest();
}

/** The lines of a set of deliveries; a process keeps those it was asked for last. */
export function sumMonthLines(
  { root, engine }: CloseLedger,
  deliveries: readonly CloseDelivery[],
): Promise<CloseLine[]> {
  const state = `${root} ${toStateHash(deliveries, 'lines').toString('hex')}`;
  return kept(state, () => engine.withConnection((connection) => sumCloseLines(connection, deliveries)));
}
