/** The highest number of an autonomous system: they have 32 bits. */
const highest = 2 ** 32 - 1;

/** An autonomous system number as the API tells it, as text or number; null where it is none. */
export function toAsn(told: string | number | undefined): number | null {
  const asn = typeof told === 'string' && /^\d{1,10}$/.test(told) ? Number(told) : told;
  return typeof asn === 'number' && Number.isInteger(asn) && asn > 0 && asn <= highest ? asn : null;
}
