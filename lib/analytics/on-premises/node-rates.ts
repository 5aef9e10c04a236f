import { type Amount, addAmounts, multiplyAmount } from '@/lib/domain/cost/amount';
import { type Day, isSameCard, type OnPremisesPart, onPremisesParts, type RateCard } from '@/lib/domain/cost/rate-card';
import type { CardHistory } from './card-of-node';
import { type ListedNode, type NodeDayCost, OnPremisesPricing } from './node-day-costs';

/** An hour of one node and of one of its accelerators; null: not known. */
export interface HourlyRate {
  perNodeHour: Amount | null;
  perGpuHour: Amount | null;
}

interface RatedNode extends ListedNode {
  /** How many accelerators it has; null: not known. */
  cardGpus: number | null;
}

/** What an hour of a card's nodes comes to on a day. */
export interface CardRates {
  card: RateCard;
  /** 0: no such node is listed, and the rates are those of a single one. */
  nodes: number;
  gpus: number;
  measuredNodes: number;
  /** Nodes that nobody listed that day, and whose value is lost all the same. They are in no rate. */
  absentNodes: number;
  parts: (HourlyRate & { part: OnPremisesPart })[];
  /** `atLeast`: a part is not known. */
  total: HourlyRate & { atLeast: boolean };
}

/** What each card in force on a day came to, as the mean over the nodes it prices, rounded once; and the nodes it does not. */
export function toCardRates<Node extends RatedNode>(
  histories: readonly CardHistory[],
  day: Day,
  { listed, absent }: { listed: readonly Node[]; absent: readonly Node[] },
): { rates: CardRates[]; unpriced: Node[] } {
  const { costs, unpriced } = new OnPremisesPricing(histories).price(day, listed, absent);
  const rates = histories.flatMap((history) => {
    const card = history.inForceOn(day);
    if (card === null) return [];
    const own: NodeDayCost<RatedNode>[] = costs.filter((cost) => isSameCard(cost.card, card));
    const seen = own.filter(({ isListed }) => isListed);
    const rated = seen.length > 0 ? seen : new OnPremisesPricing([history]).price(day, [imaginary(card)]).costs;
    return [toRates(card, rated, { nodes: seen.length, absentNodes: own.length - seen.length })];
  });
  return { rates, unpriced };
}

function toRates(
  card: RateCard,
  costs: readonly NodeDayCost<RatedNode>[],
  { nodes, absentNodes }: { nodes: number; absentNodes: number },
): CardRates {
  // A card prices nodes whose devices are known alone.
  const gpus = costs.flatMap(({ node }) => node.cardGpus ?? []).reduce((sum, count) => sum + count, 0);
  const perHour = (amount: Amount): HourlyRate => ({
    perNodeHour: divide(amount, costs.length * 24),
    perGpuHour: nodes === 0 || gpus === 0 ? null : divide(amount, gpus * 24),
  });
  const sums = onPremisesParts.map((part) => ({ part, amount: sumPart(costs, part) }));
  const known = addAmounts(...sums.flatMap(({ amount }) => amount ?? []));
  return {
    card,
    nodes,
    gpus: nodes === 0 ? 0 : gpus,
    measuredNodes: nodes === 0 ? 0 : costs.filter(({ power }) => power?.basis === 'measured').length,
    absentNodes,
    parts: sums.map(({ part, amount }) => ({ part, ...(amount === null ? notKnown : perHour(amount)) })),
    total: { ...perHour(known), atLeast: sums.some(({ amount }) => amount === null) },
  };
}

const notKnown: HourlyRate = { perNodeHour: null, perGpuHour: null };

/** Null where it is not known of any of them; what is left out is nought. */
function sumPart(costs: readonly NodeDayCost<RatedNode>[], part: OnPremisesPart): Amount | null {
  const amounts = costs.map(({ parts }) => {
    const found = parts.find((each) => each.part === part);
    return found === undefined ? 0n : found.amount;
  });
  return amounts.some((amount) => amount === null) ? null : addAmounts(...amounts.flatMap((amount) => amount ?? []));
}

function divide(amount: Amount, by: number): Amount {
  return multiplyAmount(amount, { numerator: 1n, denominator: BigInt(by) }, 'half-even');
}

/** A node that the card fits: of accelerators it has one, of which nothing is told. */
function imaginary({ site, nodes, gpuModel }: RateCard): RatedNode {
  const name = nodes.replaceAll('*', '');
  const cardGpus = gpuModel === '' ? 0 : 1;
  return { node: name, site, name, cardModel: gpuModel, cardGpus, gpuMilliwatts: null, since: null };
}
