import { Refusal } from '../refusal';
import { isSameCard, type RateCard } from './rate-card';

/**
 * A draft as the next version of its card, and the version written before it; null: it is the first. `cards`: every version of
 * every card, those of one in the order in which they were written. Throws an `invalid` Refusal where its currency is not that
 * of the versions in force before and after it: a card changes its currency only while it is withdrawn.
 */
export function toNextVersion<Card extends RateCard>(
  cards: readonly Card[],
  draft: RateCard,
): { last: Card | null; card: RateCard } {
  const own = cards.filter((card) => isSameCard(card, draft));
  const byDay = [...new Map(own.map((card) => [card.validFrom, card])).values()].sort((one, other) =>
    one.validFrom < other.validFrom ? -1 : 1,
  );
  const before = byDay.findLast(({ validFrom }) => validFrom <= draft.validFrom);
  const after = byDay.find(({ validFrom }) => validFrom > draft.validFrom);
  for (const card of [before, after])
    if (card !== undefined && !card.withdrawn && card.currency !== draft.currency) refuseCurrency(card);
  const last = own.at(-1) ?? null;
  return { last, card: { ...draft, version: last === null ? 1 : last.version + 1 } };
}

function refuseCurrency({ currency, validFrom }: RateCard): never {
  const message = `It is in ${currency} from ${validFrom} on. Withdraw it first, from the day on which its currency changes.`;
  throw new Refusal('invalid', message, [{ path: 'currency', message }]);
}
