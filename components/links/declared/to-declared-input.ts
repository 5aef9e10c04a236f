import type { ChangeDeclaredLink, DeclaredLinkAnswer, DeclaredLinkInput } from '@/lib/api/contracts/declared-links';
import { readTypedAmount } from '@/lib/domain/cost/read-typed-amount';
import {
  type CapacityUnit,
  capacityUnits,
  fromBitsPerSecond,
  type LinkMedium,
  seriesPattern,
} from '@/lib/domain/link/declared-link';
import { type End, type KnownSite, readEnd, sayGoneEnd } from './known-sites';

/** A meter as it is being typed. */
export type MeterDraft = DeclaredLinkInput['meters'][number];

/** A declared link as it is being typed. */
export interface DeclaredDraft {
  name: string;
  medium: LinkMedium;
  /** A site's name, a resource's id, or what a place is called that is no site. */
  near: string;
  far: string;
  capacity: string;
  /** Empty: not chosen, so that no unit is assumed. */
  capacityUnit: CapacityUnit | '';
  carrier: string;
  circuitId: string;
  /** Addresses of links' pages, one a line; of links that are not there any more, what they were called. */
  ridesOn: string;
  carries: string;
  redundancyGroup: string;
  amount: string;
  currency: string;
  notes: string;
  meters: readonly MeterDraft[];
  reason: string;
}
export type DeclaredFaults = Partial<Record<keyof DeclaredDraft, string>>;

/** What is there, to be edited; null for a new one. */
export function toDeclaredDraft(link: DeclaredLinkAnswer | null): DeclaredDraft {
  const capacity = link?.capacityBitsPerSecond == null ? null : fromBitsPerSecond(link.capacityBitsPerSecond);
  const end = (place: End | undefined) =>
    place === undefined ? '' : (place.resource?.id ?? sayGoneEnd(place) ?? place.site ?? place.place ?? '');
  const list = (links: DeclaredLinkAnswer['ridesOn'] | undefined) => (links ?? []).map(sayRef).join('\n');
  return {
    name: link?.name ?? '',
    medium: link?.medium ?? 'dark-fibre',
    near: end(link?.near),
    far: end(link?.far),
    capacity: capacity === null ? '' : String(capacity.value),
    capacityUnit: capacity?.unit ?? '',
    carrier: link?.carrier ?? '',
    circuitId: link?.circuitId ?? '',
    ridesOn: list(link?.ridesOn),
    carries: list(link?.carries),
    redundancyGroup: link?.redundancyGroup ?? '',
    amount: link?.cost?.amount ?? '',
    currency: link?.cost?.currency ?? 'USD',
    notes: link?.notes ?? '',
    meters: link?.meters ?? [],
    reason: '',
  };
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim());
type Ref = DeclaredLinkAnswer['ridesOn'][number];

function sayRef({ id, name, at }: Ref): string {
  return id === null ? `${name} (no longer there, ${at + 1})` : `/links/${encodeURIComponent(id)}`;
}

function toEnd(text: string, before: End | null, sites: readonly KnownSite[]): ChangeDeclaredLink['near'] {
  const end = readEnd(text, before, sites);
  if (end.means === 'keeps') return { kept: true };
  if (end.means === 'site') return { site: end.name };
  return end.means === 'place' ? { place: end.name } : { resource: text.trim() };
}

/** The links that lines name, by the ids that addresses of pages end with; null: of one it cannot be told. */
function readLinks(text: string, before: readonly Ref[]): ChangeDeclaredLink['ridesOn'] | null {
  const gone = new Map(before.flatMap((ref) => (ref.id === null ? [[sayRef(ref), ref.at] as const] : [])));
  try {
    return text.split('\n').flatMap((line): ChangeDeclaredLink['ridesOn'] => {
      const kept = gone.get(line.trim());
      if (kept !== undefined) return [{ kept }];
      const addresses = line.split(/\s+/).filter((word) => word !== '');
      return addresses.map((word) => decodeURIComponent(word.slice(word.lastIndexOf('/') + 1)));
    });
  } catch {
    return null;
  }
}

/** What a draft without faults says of a link; of `link`, the one that is changed, what was left alone stays as it is. */
export function toDeclaredChange(
  draft: DeclaredDraft,
  link: DeclaredLinkAnswer,
  sites: readonly KnownSite[],
): ChangeDeclaredLink {
  return {
    ...toDeclaredInput(draft, sites),
    near: toEnd(draft.near, link.near, sites),
    far: toEnd(draft.far, link.far, sites),
    ridesOn: readLinks(draft.ridesOn, link.ridesOn) ?? [],
    carries: readLinks(draft.carries, link.carries) ?? [],
    basedOn: link.version,
    reason: draft.reason.trim(),
  };
}

/** What a draft without faults says of a new link. */
export function toDeclaredInput(draft: DeclaredDraft, sites: readonly KnownSite[]): DeclaredLinkInput {
  const end = (text: string): DeclaredLinkInput['near'] => {
    const said = toEnd(text, null, sites);
    return 'kept' in said ? { place: text.trim() } : said;
  };
  const links = (text: string) => (readLinks(text, []) ?? []).filter((one) => typeof one === 'string');
  const currency = draft.currency.trim().toUpperCase();
  const amount = readTypedAmount(draft.amount, currency).text ?? draft.amount.trim();
  return {
    name: draft.name.trim(),
    medium: draft.medium,
    near: end(draft.near),
    far: end(draft.far),
    capacity:
      draft.capacity.trim() === '' || draft.capacityUnit === ''
        ? null
        : { value: Number(draft.capacity), unit: draft.capacityUnit },
    carrier: orNull(draft.carrier),
    circuitId: orNull(draft.circuitId),
    ridesOn: links(draft.ridesOn),
    carries: links(draft.carries),
    redundancyGroup: orNull(draft.redundancyGroup),
    cost: draft.amount.trim() === '' ? null : { amount, currency },
    notes: draft.notes.trim(),
    meters: [...draft.meters],
  };
}

/** What is wrong with a draft, by field; empty when nothing is. `isNew`: no reason is asked for. */
export function findDeclaredFaults(draft: DeclaredDraft, isNew: boolean): DeclaredFaults {
  const faults: DeclaredFaults = {};
  if (draft.name.trim() === '') faults.name = 'Say what people call it.';
  if (draft.near.trim() === '') faults.near = 'Say where it begins.';
  if (draft.far.trim() === '') faults.far = 'Say where it ends.';
  else if (draft.far.trim() === draft.near.trim()) faults.far = 'Both ends are at one place.';
  if (draft.capacity.trim() !== '') {
    if (!(Number(draft.capacity) > 0)) faults.capacity = 'Enter a number above nought, or leave it empty.';
    if (!capacityUnits.some((unit) => unit === draft.capacityUnit))
      faults.capacityUnit = 'Choose the unit: bits, not bytes.';
  }
  if (draft.amount.trim() !== '') {
    if (!/^[A-Za-z]{3}$/.test(draft.currency.trim())) faults.currency = 'Use the three letters of the currency.';
    const typed = readTypedAmount(draft.amount, draft.currency.trim().toUpperCase());
    if (typed.text === null) faults.amount = typed.fault ?? 'Enter an amount, such as 1200.50.';
  }
  for (const key of ['ridesOn', 'carries'] as const)
    if (readLinks(draft[key], []) === null) faults[key] = 'Write the address of each link’s page, one a line.';
  for (const meter of draft.meters) {
    if (meter.by === 'probe' && (meter.from === '' || meter.to === '')) faults.meters = 'A way has two sites.';
    if (meter.by === 'prometheus' && !seriesPattern.test(meter.series))
      faults.meters = `“${meter.series}” is no series: write one metric’s name, with its labels in braces if need be.`;
    if (meter.by === 'prometheus' && meter.connectionId === '')
      faults.meters = 'Choose the Prometheus that has the series.';
    if (meter.by === 'prometheus' && meter.measures !== 'state' && meter.unit === null)
      faults.meters = 'Say whether the series is in bytes or in bits.';
  }
  if (!isNew && draft.reason.trim() === '') faults.reason = 'Say why, for the record.';
  return faults;
}
