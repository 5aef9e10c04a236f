import type { Attribution } from '@/lib/domain/cost/attribution-rules';
import { isProcessing, readTransfer, type TransferEnd, type TransferRoute } from '@/lib/domain/cost/read-transfer';
import type { TransferCut, TransferWay } from '@/lib/domain/cost/transfer-sum';
import type { TransferCharge } from './transfer-rows';

/** The ways that a charge counts for, by cut, the same object for the same way; and what its quantity is. */
export interface ChargeWays {
  ways: ReadonlyMap<TransferCut, TransferWay>;
  counts: TransferRoute['counts'];
}

/** Tells the ways of charges; null: a charge is for no data transfer. */
export type TransferRouter = (charge: TransferCharge) => ChargeWays | null;

/** A router by the names of sites. Rules tell the site of the end that is charged; of the other one those names do. */
export function createTransferRouter({ siteAliases }: Pick<Attribution, 'siteAliases'>): TransferRouter {
  const siteOf = (end: TransferEnd) => (end?.includes('/') ? (siteAliases[end.toLowerCase()] ?? end) : end);
  const known = new Map<string, ChargeWays | null>();
  const kept = new Map<string, TransferWay>();
  const keep = (way: TransferWay): TransferWay => {
    const name = toWayName(way);
    const found = kept.get(name) ?? way;
    kept.set(name, found);
    return found;
  };
  const toRecognised = (charge: TransferCharge, { kind, from, to, own, counts }: TransferRoute): ChargeWays => {
    const { provider, currency, category, unit, site } = charge;
    const way = { provider, currency, category, kind, from, to, unit };
    const ends = { from: siteOf(from), to: siteOf(to), ...(site === null ? {} : { [own]: site }) };
    return {
      counts,
      ways: new Map([
        ['region', keep(way)],
        ['site', keep({ ...way, ...ends })],
        // A quantity is worth adding only to others of its unit, so that a kind has none.
        ['kind', keep({ ...way, provider: null, from: null, to: null, unit: null })],
      ]),
    };
  };
  const toUnrecognised = ({
    provider,
    currency,
    category,
    meter,
    service,
    unit,
  }: TransferCharge): ChargeWays | null => {
    if (isProcessing(meter)) return null;
    const way = { provider, currency, category, kind: null, from: service, to: meter, unit };
    return { counts: 'data', ways: new Map([['unrecognised', keep(way)]]) };
  };
  return (charge) => {
    const { provider, currency, category, region, meter, service, operation, unit, site } = charge;
    const texts = [provider, currency, category, region, meter, charge.known, service, operation, unit, site];
    const name = JSON.stringify(texts);
    const found = known.get(name);
    if (found !== undefined) return found;
    const route = toRoute(charge);
    const ways = route === null ? toUnrecognised(charge) : toRecognised(charge, route);
    known.set(name, ways);
    return ways;
  };
}

/** A way as a text that no other way has. */
export function toWayName({ provider, currency, category, kind, from, to, unit }: TransferWay): string {
  return JSON.stringify([provider, currency, category, kind, from, to, unit]);
}

function toRoute(charge: TransferCharge): TransferRoute | null {
  const route = readTransfer(charge);
  const { provider, region, known: kind } = charge;
  if (route !== null || kind === null) return route;
  const own: TransferEnd = provider === null || region === null ? null : `${provider}/${region}`;
  return { kind, from: own, to: kind === 'internet' ? 'internet' : null, own: 'from', counts: 'data' };
}
