import type { Day } from '@/lib/domain/cost/rate-card';
import { type Machine, type SeenNode, toClusterId, toMachines, toPlaceName } from './distinct-nodes';

/** What was ever counted in a machine: one whose devices are not told keeps its card. */
interface Counted {
  /** The model of its accelerators; empty: it has none; null: not known. */
  cardModel: string | null;
  /** How many of them were counted last where there were any; null: not known. */
  cardGpus: number | null;
}

/** A machine as it was listed last. */
export type KnownMachine<Node extends SeenNode> = Node &
  Counted & {
    /** The first day on which it was listed at the site, by any of its identifiers. */
    since: Day;
  };

/** The machines of a site on a day. */
export interface MachinesOfDay<Node extends SeenNode> {
  listed: KnownMachine<Node>[];
  /** Those that were listed before and are not on this day. Nobody said that they were given up. */
  absent: KnownMachine<Node>[];
}

interface Entry<Node extends SeenNode> {
  machine: KnownMachine<Node>;
  listings: readonly Node[];
  place: string;
  clusterId: string | null;
}

/** What is listed on a day: identifiers, and what Kubernetes knows its nodes by. */
interface Today {
  nodes: ReadonlySet<string>;
  clusterIds: ReadonlySet<string>;
}

/**
 * The machines of one site as days pass. A machine stays known when it is not listed, under whatever identifier it comes back
 * by the same name; one that is listed at another site, or by another name, is known there from then on.
 */
export class KnownMachines<Node extends SeenNode> {
  readonly #site: string;
  readonly #byPlace = new Map<string, Set<Entry<Node>>>();
  readonly #byListing = new Map<string, Entry<Node>>();

  readonly #firstDays: ReadonlyMap<string, Day>;

  /** `firstDays`: by identifier the first day on which a node was listed at the site, of each that is ever seen. */
  constructor(site: string, firstDays: ReadonlyMap<string, Day>) {
    this.#site = site;
    this.#firstDays = firstDays;
  }

  /** Takes what was listed on the next day: at the site, and elsewhere of what was ever listed at it. */
  see(listings: readonly Node[]): MachinesOfDay<Node> {
    const own = listings.filter(({ site }) => site === this.#site);
    const today = {
      nodes: new Set(listings.map(({ node }) => node)),
      clusterIds: new Set(own.flatMap((listing) => toClusterId(listing) ?? [])),
    };
    const seen = toMachines(own).map((machine) => this.#recognise(machine, today));
    // What comes back by another name, or stands elsewhere, is not missing here.
    for (const { node } of listings) this.#forget(this.#byListing.get(node));
    const absent = [...this.#byPlace.values()].flatMap((entries) => [...entries].map(({ machine }) => machine));
    for (const entry of seen) this.#keep(entry);
    return { listed: seen.map(({ machine }) => machine), absent };
  }

  /** What a listed machine is known as, with the devices that were ever counted. What was known of it is forgotten. */
  #recognise({ node, listings }: Machine<Node>, today: Today): Entry<Node> {
    const place = toPlaceName(node);
    const clusterId = listings.map(toClusterId).find((id) => id !== null) ?? null;
    const known =
      listings.map((listing) => this.#byListing.get(listing.node)).find((entry) => entry !== undefined) ??
      this.#findByPlace(place, clusterId);
    const firstDay = this.#firstDayOf(listings, node.day);
    const before = [...(known === undefined ? [] : [known]), ...this.#findReplaced(place, firstDay, today)];
    for (const entry of before) this.#forget(entry);
    const counted = countOf(node, before[0]?.machine);
    const [since = firstDay] = [firstDay, ...before.map(({ machine }) => machine.since)].sort();
    return {
      machine: { ...node, ...counted, since },
      listings,
      place,
      clusterId: clusterId ?? known?.clusterId ?? null,
    };
  }

  #findByPlace(place: string, clusterId: string | null): Entry<Node> | undefined {
    return [...(this.#byPlace.get(place) ?? [])].find(
      (entry) => clusterId === null || entry.clusterId === null || entry.clusterId === clusterId,
    );
  }

  /** Those of other clusters that nobody listed any more once the machine was first listed: its cluster was built anew. */
  #findReplaced(place: string, firstDay: Day, { nodes, clusterIds }: Today): Entry<Node>[] {
    return [...(this.#byPlace.get(place) ?? [])].filter(
      ({ machine: { day, since }, listings, clusterId }) =>
        // Both may have been listed on the day of the change; two that were first listed on one day are two.
        (day < firstDay || (day === firstDay && since < firstDay)) &&
        !listings.some(({ node }) => nodes.has(node)) &&
        (clusterId === null || !clusterIds.has(clusterId)),
    );
  }

  #firstDayOf(listings: readonly Node[], day: Day): Day {
    const [first = day] = listings.map((listing) => this.#firstDays.get(listing.node) ?? listing.day).sort();
    return first;
  }

  #keep(entry: Entry<Node>): void {
    this.#byPlace.set(entry.place, (this.#byPlace.get(entry.place) ?? new Set()).add(entry));
    for (const { node } of entry.listings) this.#byListing.set(node, entry);
  }

  #forget(entry: Entry<Node> | undefined): void {
    if (entry === undefined) return;
    this.#byPlace.get(entry.place)?.delete(entry);
    for (const { node } of entry.listings) this.#byListing.delete(node);
  }
}

/** What is told now where there are devices, else what was ever counted, else what is told now. */
function countOf({ gpuModel, gpuCount }: SeenNode, known: Counted | undefined): Counted {
  if (gpuCount !== null && gpuCount > 0) return { cardModel: gpuModel, cardGpus: gpuCount };
  if (known !== undefined && (known.cardModel || gpuCount === null))
    return { cardModel: known.cardModel, cardGpus: known.cardGpus };
  return gpuCount === null ? { cardModel: null, cardGpus: null } : { cardModel: '', cardGpus: 0 };
}
