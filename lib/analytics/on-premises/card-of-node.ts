import { type Day, isSameCard, type RateCard } from '@/lib/domain/cost/rate-card';
import { matchesPattern } from '@/lib/domain/site/placement';

/** What of a node decides which card prices it. */
export interface PricedNode {
  site: string;
  name: string;
  /** The model of its accelerators; empty: it has none; null: not known, and then no card fits. */
  cardModel: string | null;
}

/** The versions of one card that ever counted, each from its day on, and which of them is in force. */
export class CardHistory {
  /** In order of the days from which they hold; of versions of one day the last. */
  readonly versions: readonly RateCard[];

  constructor(versions: readonly RateCard[]) {
    const byDay = new Map<Day, RateCard>();
    for (const version of versions.toSorted((one, other) => one.version - other.version))
      byDay.set(version.validFrom, version);
    this.versions = [...byDay.values()].toSorted((one, other) => (one.validFrom < other.validFrom ? -1 : 1));
  }

  /** Null: it prices nothing on that day. */
  inForceOn(day: Day): RateCard | null {
    const card = this.versions.findLast(({ validFrom }) => validFrom <= day);
    return card === undefined || card.withdrawn ? null : card;
  }
}

/** The histories of all cards, in the order in which their first versions come. */
export function toCardHistories(cards: readonly RateCard[]): CardHistory[] {
  const groups: RateCard[][] = [];
  for (const card of cards) {
    const group = groups.find(([first]) => first !== undefined && isSameCard(first, card));
    if (group === undefined) groups.push([card]);
    else group.push(card);
  }
  return groups.map((group) => new CardHistory(group));
}

/**
 * The card that prices a node on a day: of those of its site and GPU model whose names fit the one that says most of the
 * name, of equal ones the first. Null: none does.
 */
export function findCard(histories: readonly CardHistory[], node: PricedNode, day: Day): CardHistory | null {
  if (node.cardModel === null) return null;
  let best: { history: CardHistory; said: number } | null = null;
  for (const history of histories) {
    const card = history.inForceOn(day);
    if (card === null || card.site !== node.site || card.gpuModel !== node.cardModel) continue;
    if (!matchesPattern(card.nodes, node.name)) continue;
    const said = card.nodes.includes('*') ? card.nodes.replaceAll('*', '').length : Number.POSITIVE_INFINITY;
    if (best === null || said > best.said) best = { history, said };
  }
  return best?.history ?? null;
}
