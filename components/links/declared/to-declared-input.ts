import type { DeclaredLinkAnswer, DeclaredLinkInput } from '@/lib/api/contracts/declared-links';
import { readTypedAmount } from '@/lib/domain/cost/read-typed-amount';
import {
  type CapacityUnit,
  capacityUnits,
  fromBitsPerSecond,
  type LinkMedium,
  seriesPattern,
} from '@/lib/domain/link/declared-link';

/** A meter as it is being typed. */
export type MeterDraft = DeclaredLinkInput['meters'][number];

/** A declared link as it is being typed. */
export interface DeclaredDraft {
  name: string;
  medium: LinkMedium;
  /** A site's name, or a resource's id. */
  near: string;
  far: string;
  capacity: string;
  /** Empty: not chosen, so that no unit is assumed. */
  capacityUnit: CapacityUnit | '';
  carrier: string;
  circuitId: string;
  /** Addresses of links' pages, one a line. */
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
  const end = (place: DeclaredLinkAnswer['near'] | undefined) => place?.resource?.id ?? place?.site ?? '';
  const list = (links: DeclaredLinkAnswer['ridesOn'] | undefined) =>
    (links ?? []).flatMap(({ id }) => (id === null ? [] : [`/links/${encodeURIComponent(id)}`])).join('\n');
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

const resourceId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const orNull = (text: string) => (text.trim() === '' ? null : text.trim());
const toEnd = (text: string) => (resourceId.test(text.trim()) ? { resource: text.trim() } : { site: text.trim() });
/** The ids that addresses of links' pages end with; null: of one it cannot be told. */
function readLinks(text: string): string[] | null {
  const ends = text.split(/\s+/).flatMap((line) => (line === '' ? [] : [line.slice(line.lastIndexOf('/') + 1)]));
  try {
    return ends.map(decodeURIComponent);
  } catch {
    return null;
  }
}
const toLinks = (text: string) => readLinks(text) ?? [];

/** What a draft without faults says. */
export function toDeclaredInput(draft: DeclaredDraft): DeclaredLinkInput {
  const currency = draft.currency.trim().toUpperCase();
  const amount = readTypedAmount(draft.amount, currency).text ?? draft.amount.trim();
  return {
    name: draft.name.trim(),
    medium: draft.medium,
    near: toEnd(draft.near),
    far: toEnd(draft.far),
    capacity:
      draft.capacity.trim() === '' || draft.capacityUnit === ''
        ? null
        : { value: Number(draft.capacity), unit: draft.capacityUnit },
    carrier: orNull(draft.carrier),
    circuitId: orNull(draft.circuitId),
    ridesOn: toLinks(draft.ridesOn),
    carries: toLinks(draft.carries),
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
    if (readLinks(draft[key]) === null) faults[key] = 'Write the address of each link’s page, one a line.';
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
