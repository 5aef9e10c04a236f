import { requirePermission } from '@/lib/access/authorise';
import {
  sumTransfers,
  type TransferFlow,
  type TransferPair,
  toPricePerGigabyte,
  toTransferMatrix,
} from '@/lib/analytics/egress/to-matrix';
import type {
  DataTransfer,
  TransferBook,
  TransferFlowFigure,
  TransferMoney,
  TransferQuery,
} from '@/lib/api/contracts/cost-transfer';
import { type Amount, formatAmount } from '@/lib/domain/cost/amount';
import { addTold } from '@/lib/domain/cost/commitment-sum';
import { transferKinds } from '@/lib/domain/cost/transfer-patterns';
import type { TransferSum } from '@/lib/domain/cost/transfer-sum';
import { readTransferSeries, readTransferSums, type TransferSeries } from '@/lib/store/cost-sums/read-transfer-sums';
import type { ViewContext } from '@/lib/views/view-context';
import { askSums } from './ask-sums';
import { tellsMetric } from './cost-sources';

/**
 * Charges for data as far as a person may see them: from where to where, in money and bytes, in each currency and on each
 * basis apart. Whose reach is bounded sees what is charged to their sites and teams.
 */
export async function readTransfer(
  { actor, database, now }: ViewContext,
  { from, to, asOf: instant, metric, ends, step }: TransferQuery,
): Promise<DataTransfer> {
  const reach = requirePermission(actor, 'cost:read');
  const asOf = instant === undefined ? now : new Date(instant);
  const range = { from, to };
  const asked = await askSums(database, { range, step, metric, reach, asOf, now });
  const telling = asked.deliveries.filter((delivery) => tellsMetric(delivery, metric));
  const question = { metric, reach: reach.everything ? null : { sites: reach.sites, teams: reach.teams } };
  const { steps, toBucket } = asked;
  const [ways, unrecognised, series] = await Promise.all([
    readTransferSums(database.pool, telling, range, { ...question, cut: ends }),
    readTransferSums(database.pool, telling, range, { ...question, cut: 'unrecognised' }),
    readTransferSeries(database.pool, telling, range, { ...question, steps: steps.length, toBucket }),
  ]);
  const bookOf = ({ basis, currency }: Pick<TransferSum, 'basis' | 'currency'>) => JSON.stringify([basis, currency]);
  const seriesOf = Map.groupBy(series, bookOf);
  const books = [...Map.groupBy([...ways, ...unrecognised], bookOf)].map(([book, sums]) =>
    toBook(sums, seriesOf.get(book) ?? [], asked),
  );
  return {
    at: now.toISOString(),
    asOf: asOf.toISOString(),
    metric,
    ends,
    isPartial: asked.isPartial,
    sources: asked.sources,
    steps,
    books: books.toSorted((one, other) => other.whole.rows - one.whole.rows),
  };
}

interface Completeness {
  /** Whether sources or sums are missing. */
  isPartial: boolean;
  steps: readonly unknown[];
}

function toBook(
  all: readonly TransferSum[],
  series: readonly TransferSeries[],
  { isPartial, steps }: Completeness,
): TransferBook {
  const usage = all.filter(({ category }) => category === 'Usage');
  const sums = usage.filter(({ kind }) => kind !== null);
  const others = Map.groupBy(
    all.filter(({ category }) => category !== 'Usage'),
    ({ category }) => category,
  );
  const matrix = toTransferMatrix(sums);
  const ofPair = Map.groupBy(sums, toPairName);
  const kinds = transferKinds.filter((kind) => sums.some((sum) => sum.kind === kind));
  const toMoney = (of: readonly TransferSum[]) => toMoneyFigure(sumTransfers(of), isPartial);
  const toFigure = (flow: TransferFlow) => toFlowFigure(flow, isPartial);
  return {
    basis: all[0]?.basis ?? 'billed',
    currency: all[0]?.currency ?? null,
    whole: toMoney(all),
    total: toFigure(matrix.total),
    unrecognised: toUnrecognised(
      usage.filter(({ kind }) => kind === null),
      isPartial,
    ),
    otherCharges: [...others].map(([category, of]) => ({ category, ...toMoney(of) })),
    from: matrix.from,
    to: matrix.to,
    pairs: matrix.pairs.map((pair) => toPair(pair, ofPair.get(toPairName(pair)) ?? [], toFigure)),
    byKind: kinds.map((kind) => ({
      kind,
      ...toFigure(sumTransfers(sums.filter((sum) => sum.kind === kind))),
    })),
    series: kinds.map((kind) => {
      const found = series.find((one) => one.kind === kind && one.category === 'Usage');
      const amounts = found?.amounts ?? steps.map(() => null);
      return { kind, amounts: amounts.map((amount) => (amount === null ? null : formatAmount(amount))) };
    }),
  };
}

const toPairName = ({ from, to }: Pick<TransferSum, 'from' | 'to'>) => JSON.stringify([from, to]);

/** Each text with its service, the costliest first, whatever units it is counted in. */
function toUnrecognised(sums: readonly TransferSum[], isPartial: boolean): TransferBook['unrecognised'] {
  const { total, pairs } = toTransferMatrix(sums);
  const ofText = Map.groupBy(sums, toPairName);
  return {
    ...toMoneyFigure(total, isPartial),
    texts: pairs.map((pair) => ({
      provider: ofText.get(toPairName(pair))?.[0]?.provider ?? null,
      service: pair.from,
      text: pair.to,
      ...toMoneyFigure(pair, isPartial),
    })),
  };
}

function toPair(
  { from, to, ...flow }: TransferPair,
  sums: readonly TransferSum[],
  toFigure: (flow: TransferFlow) => TransferFlowFigure,
): TransferBook['pairs'][number] {
  const byUnit = Map.groupBy(sums, ({ unit }) => unit);
  return {
    from,
    to,
    ...toFigure(flow),
    quantities: [...byUnit].flatMap(([unit, of]) => {
      const quantity = of.reduce<Amount | null>((sum, one) => addTold(sum, one.quantity), null);
      return quantity === null ? [] : [{ unit, quantity: formatAmount(quantity) }];
    }),
    kinds: transferKinds.filter((kind) => sums.some((sum) => sum.kind === kind)),
  };
}

function toMoneyFigure({ amount, rows, untold }: TransferFlow, isPartial: boolean): TransferMoney {
  return {
    amount: amount === null ? null : formatAmount(amount),
    atLeast: isPartial || untold > 0,
    rows,
    untoldRows: untold,
  };
}

function toFlowFigure(flow: TransferFlow, isPartial: boolean): TransferFlowFigure {
  const price = toPricePerGigabyte(flow);
  return {
    ...toMoneyFigure(flow, isPartial),
    bytes: flow.bytes === null ? null : formatAmount(flow.bytes),
    areBytesWhole: flow.areBytesWhole && !isPartial,
    pricePerGigabyte: price === null ? null : formatAmount(price),
  };
}
