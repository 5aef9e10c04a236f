/** Of F5's own words for how a way stands, the worst first; a word that is none of these comes before the last. */
const known = ['LINK_STATUS_DOWN', 'LINK_STATUS_DEGRADED', 'LINK_STATUS_UP'];

/**
 * The worse of what two topologies say of one way, whichever was read first: a word that we do not know may be worse than up.
 * No word, or that a status does not apply, says nothing beside one.
 */
export function toWorseWord(one: string | null, other: string | null): string | null {
  const [rank, otherRank] = [rankOf(one), rankOf(other)];
  if (rank === otherRank) return (one ?? '') <= (other ?? '') ? one : other;
  return rank < otherRank ? one : other;
}

function rankOf(word: string | null): number {
  if (word === null) return 4;
  if (word === 'LINK_STATUS_NOT_APPLICABLE') return 3;
  const place = known.indexOf(word);
  return place < 0 ? 1.5 : place;
}
