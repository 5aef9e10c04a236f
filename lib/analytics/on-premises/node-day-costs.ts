import { type Amount, splitAmount } from '@/lib/domain/cost/amount';
import type { Day, OnPremisesPart, RateCard } from '@/lib/domain/cost/rate-card';
import { placeInMonth } from './calendar';
import type { CardHistory } from './card-of-node';
import { evenPart } from './even-part';
import { type DatedNode, PriceBook } from './node-prices';
import { type DayOfPower, toPowerCost } from './power-cost';

/** A node that the inventory listed. */
export interface ListedNode extends DatedNode {
  /** Tells it from every other. */
  node: string;
  /** The mean power of all its accelerators over the day in thousandths of a watt; null: not measured. */
  gpuMilliwatts: bigint | null;
}

/** One part of what a node cost on a day. Null: it is not known. */
export interface NodePart {
  part: OnPremisesPart;
  amount: Amount | null;
}

/** What a node cost on a day, and by which card. */
export interface NodeDayCost<Node extends ListedNode> {
  node: Node;
  card: RateCard;
  /** False: nobody listed it that day, and all it costs is what is lost of its value. */
  isListed: boolean;
  parts: NodePart[];
  power: DayOfPower | null;
}

/** What nodes cost on a day. `unpriced`: those listed that no card prices. */
export interface DayCosts<Node extends ListedNode> {
  costs: NodeDayCost<Node>[];
  unpriced: Node[];
}

/** Prices the nodes of one day at a time by a set of cards. */
export class OnPremisesPricing {
  readonly #book: PriceBook;

  constructor(histories: readonly CardHistory[]) {
    this.#book = new PriceBook(histories);
  }

  /**
   * What each node cost on a day; a part that is nought, such as the depreciation after its term, is left out. `absent`: nodes
   * that were listed before. Their value is lost all the same, where a card tells it, until their card says that they are gone.
   */
  price<Node extends ListedNode>(day: Day, listed: readonly Node[], absent: readonly Node[] = []): DayCosts<Node> {
    const byCard = new Map<CardHistory, { card: RateCard; nodes: Node[] }>();
    const unpriced: Node[] = [];
    for (const node of inOrder(listed)) {
      const told = this.#book.of(node).on(day);
      if (told === null) unpriced.push(node);
      else {
        const group = byCard.get(told.history);
        if (group === undefined) byCard.set(told.history, { card: told.card, nodes: [node] });
        else group.nodes.push(node);
      }
    }
    return {
      costs: [
        ...[...byCard.values()].flatMap(({ card, nodes }) => this.#priceListed(day, card, nodes)),
        ...inOrder(absent).flatMap((node) => this.#priceAbsent(day, node) ?? []),
      ],
      unpriced,
    };
  }

  #priceListed<Node extends ListedNode>(day: Day, card: RateCard, nodes: readonly Node[]): NodeDayCost<Node>[] {
    const { index, days } = placeInMonth(day);
    const ofMonth = (amount: Amount | null) => (amount === null ? null : evenPart(amount, index, days));
    const rack = ofMonth(card.rackPrice);
    const { nodesPerRack } = card;
    const staff = ofMonth(card.staffPrice);
    const shares =
      staff === null
        ? null
        : splitAmount(
            staff,
            nodes.map(() => 1n),
          );
    return nodes.map((node, place) => {
      const power = toPowerCost(card, node.gpuMilliwatts);
      const told: NodePart[] = [
        ...this.#valueLost(day, card, node),
        { part: 'power', amount: power?.cost ?? null },
        { part: 'space', amount: rack === null ? null : evenPart(rack, place % nodesPerRack, nodesPerRack) },
        { part: 'staff', amount: shares?.[place] ?? null },
        { part: 'network-and-storage', amount: ofMonth(card.overheadPrice) },
      ];
      return { node, card, isListed: true, power, parts: told.filter(({ amount }) => amount !== 0n) };
    });
  }

  /** Null: nothing of its value is lost that day, or nobody told what it was. */
  #priceAbsent<Node extends ListedNode>(day: Day, node: Node): NodeDayCost<Node> | null {
    const card = this.#book.of(node).on(day)?.card ?? null;
    if (card === null || card.purchase === null) return null;
    const parts = this.#valueLost(day, card, node).filter(({ amount }) => amount !== 0n);
    return parts.length === 0 ? null : { node, card, isListed: false, power: null, parts };
  }

  #valueLost(day: Day, { purchase }: RateCard, node: DatedNode): NodePart[] {
    if (purchase === null) return [{ part: 'depreciation', amount: null }];
    const { depreciation, writeOff } = this.#book.of(node).lostOn(day);
    return [
      { part: 'depreciation', amount: depreciation },
      { part: 'write-off', amount: writeOff },
    ];
  }
}

function inOrder<Node extends ListedNode>(nodes: readonly Node[]): Node[] {
  return nodes.toSorted((one, other) => (one.node < other.node ? -1 : 1));
}
