import type { Day, RateCard } from '@/lib/domain/cost/rate-card';
import { type CardHistory, findCard, type PricedNode } from './card-of-node';
import { type Course, toCourse } from './purchase-course';

/** What prices a node on a day. */
export interface CardOfDay {
  history: CardHistory;
  card: RateCard;
}

/** What prices one node, from its first card to its last. */
export interface NodePrices {
  /** Null: no card prices it on the day. */
  on: (day: Day) => CardOfDay | null;
  /** What of its value is lost, by all that its cards told of its purchase, whichever of them prices it on the day. */
  lostOn: Course;
}

interface Stretch {
  from: Day;
  told: CardOfDay | null;
}

/** A node that was first listed on a day. */
export interface DatedNode extends PricedNode {
  /** Null: it never was. What its cards told before that day says nothing of it. */
  since: Day | null;
}

/** The cards of nodes over time. Nodes of one name, model and first day are priced alike, and those of one card share its course. */
export class PriceBook {
  readonly #histories: readonly CardHistory[];
  /** The days from which any version holds, in order. */
  readonly #days: readonly Day[];
  readonly #byNode = new Map<string, NodePrices>();
  readonly #courses = new Map<string, Course>();

  constructor(histories: readonly CardHistory[]) {
    this.#histories = histories;
    const days = histories.flatMap(({ versions }) => versions.map(({ validFrom }) => validFrom));
    this.#days = [...new Set(days)].sort();
  }

  of({ site, name, cardModel, since }: DatedNode): NodePrices {
    // Of all days between two of the cards' the first stands for any.
    const first = since === null ? null : (this.#days.findLast((day) => day <= since) ?? null);
    const key = JSON.stringify([site, name, cardModel, first]);
    const known = this.#byNode.get(key);
    if (known !== undefined) return known;
    const stretches = this.#days.map((from) => ({ from, told: this.#find({ site, name, cardModel }, from) }));
    const prices = {
      on: (day: Day) => stretches.findLast(({ from }) => from <= day)?.told ?? null,
      lostOn: this.#courseOf(stretches, first),
    };
    this.#byNode.set(key, prices);
    return prices;
  }

  #find(node: PricedNode, day: Day): CardOfDay | null {
    const history = findCard(this.#histories, node, day);
    const card = history?.inForceOn(day) ?? null;
    return history === null || card === null ? null : { history, card };
  }

  #courseOf(stretches: readonly Stretch[], first: Day | null): Course {
    const cards = stretches.map(({ told }) =>
      told === null ? '' : `${this.#histories.indexOf(told.history)}/${told.card.version}`,
    );
    const key = [first, ...cards].join(' ');
    const course =
      this.#courses.get(key) ??
      toCourse(
        stretches.map(({ from, told }) => ({ from, card: told?.card ?? null })),
        first,
      );
    this.#courses.set(key, course);
    return course;
  }
}
