import { drawsOf } from '../draws';
import { kilometresBetween } from './ends';
import type { Incident, IncidentEffect } from './incident';
import { createIncidentBook } from './incidents';
import { type Link, type LinkReading, type LinkSide, type SideReading, seenFrom } from './link';
import { planLinks } from './plan/plan-links';
import { flicker, type Rhythm, rhythmOf } from './rhythm';
import { scripts } from './scripts';

/** How a link stands: `degraded` is up, and loses more than usual. */
export type LinkState = 'up' | 'degraded' | 'down';

/** Every link of the factory, and what each does. */
export interface LinkWorld {
  links: readonly Link[];
  /** The link of that name; throws when there is none. */
  find(name: string): Link;
  /** What a link does at an instant. */
  read(name: string, ms: number): LinkReading;
  stateAt(name: string, ms: number): LinkState;
  /** What one end of a link sees at an instant. */
  see(side: LinkSide, ms: number): SideReading;
  /** Light in dBm that an end receives and sends on a lane, counted from 0; null where no light is measured. */
  lightAt(side: LinkSide, lane: number, ms: number): { received: number; sent: number } | null;
  /** How many prefixes an end tells the other. */
  routesFrom(side: LinkSide): number;
  /** When a link, or what it rides on, last went down or came back; null: not within a week. */
  changedAt(name: string, ms: number): number | null;
  /** Everything that is wrong at any time of a span. */
  incidents(fromMs: number, toMs: number): Incident[];
}

const packetBytes = 900;
const kilometresPerSecond = 200_000;
const darkness = -40;

interface Course {
  load: Rhythm;
  there: Rhythm;
  back: Rhythm;
  chance: Rhythm;
  /** Share of all that goes from the first end to the second. */
  share: number;
  latencySeconds: number;
}

const known = new Map<string, LinkWorld>();
const mostKnown = 4;

/** The links of a seed and scale. Pure, and kept: whoever asks again gets the same. */
export function createLinkWorld(seed: string, scale = 1): LinkWorld {
  const key = `${scale}/${seed}`;
  const before = known.get(key);
  if (before) return before;
  const world = build(seed, scale);
  if (known.size >= mostKnown) known.clear();
  known.set(key, world);
  return world;
}

function build(seed: string, scale: number): LinkWorld {
  const links = planLinks(seed, scale);
  const byName = new Map(links.map((link) => [link.name, link]));
  if (byName.size !== links.length) throw new Error('Two links have one name.');
  const riders = gather(links, ({ flow, ridesOn }) => (flow.of === 'members' ? [] : ridesOn));
  const groups = gather(links, ({ group, flow }) => (group === null || flow.of !== 'demand' ? [] : [group]));
  const incidents = createIncidentBook(seed);
  for (const { link } of scripts)
    if (!byName.has(link)) throw new Error(`The incident script names a link the factory does not have: ${link}.`);
  const courses = new Map<string, Course>();

  const find = (name: string): Link => {
    const link = byName.get(name);
    if (!link) throw new RangeError(`There is no link ${name}.`);
    return link;
  };
  const courseOf = (link: Link): Course => {
    const known = courses.get(link.name);
    if (known) return known;
    const course = toCourse(seed, link);
    courses.set(link.name, course);
    return course;
  };
  const isUp = (link: Link, ms: number): boolean => {
    if (incidents.troubleAt(link.name, ms)?.isDown) return false;
    if (link.flow.of === 'members') return link.flow.links.some((name) => isUp(find(name), ms));
    return link.ridesOn.length === 0 || link.ridesOn.some((name) => isUp(find(name), ms));
  };
  const effectOn = (link: Link, ms: number): IncidentEffect | null => {
    const own = incidents.troubleAt(link.name, ms)?.effect ?? null;
    if (own !== null || link.flow.of === 'members') return own;
    return link.ridesOn.reduce<IncidentEffect | null>((worst, name) => worst ?? effectOn(find(name), ms), null);
  };
  const carried = (link: Link, ms: number): [number, number] => {
    const { flow } = link;
    if (flow.of === 'part') return scaled(carried(find(flow.bundle), ms), isUp(link, ms) ? 1 / flow.parts : 0);
    if (flow.of === 'riders') return added((riders.get(link.name) ?? []).map((rider) => carried(rider, ms)));
    if (flow.of === 'members') return added(flow.links.map((name) => carried(find(name), ms)));
    const effect = effectOn(link, ms);
    if (!isUp(link, ms)) return effect ? ([...effect.strayBytesPerSecond] as [number, number]) : [0, 0];
    const { there, back, load, share } = courseOf(link);
    const standing = link.group === null ? 1 : (groups.get(link.group) ?? []).filter((each) => isUp(each, ms)).length;
    const total = (flow.bytesPerSecond * load(ms) * (effect?.throughputFactor ?? 1)) / standing;
    const most = (link.capacityBitsPerSecond ?? Number.POSITIVE_INFINITY) / 8;
    return [
      Math.min(most, total * share * (1 + 0.03 * there(ms))),
      Math.min(most, total * (1 - share) * (1 + 0.03 * back(ms))),
    ];
  };
  const read = (name: string, ms: number): LinkReading => {
    const link = find(name);
    const parts = link.flow.of === 'members' ? link.flow.links.filter((each) => isUp(find(each), ms)) : [];
    const effect = effectOn(link, ms);
    const bytesPerSecond = carried(link, ms);
    const packetsPerSecond = scaled(bytesPerSecond, 1 / packetBytes);
    if (!isUp(link, ms)) {
      return {
        isUp: false,
        bytesPerSecond,
        packetsPerSecond,
        dropsPerSecond: [4, 4],
        lossShare: 1,
        latencySeconds: null,
        errorsPerSecond: 0,
      };
    }
    if (parts.length > 0) {
      const readings = parts.map((each) => read(each, ms));
      const latencies = readings.flatMap(({ latencySeconds }) => latencySeconds ?? []);
      return {
        isUp: true,
        bytesPerSecond,
        packetsPerSecond,
        dropsPerSecond: added(readings.map((each) => each.dropsPerSecond)),
        lossShare: mean(readings.map((each) => each.lossShare)),
        latencySeconds: mean(latencies),
        errorsPerSecond: readings.reduce((sum, each) => sum + each.errorsPerSecond, 0),
      };
    }
    const { chance, latencySeconds, load } = courseOf(link);
    const luck = Math.abs(chance(ms));
    const usualLoss = link.form === 'vpn-tunnel' ? 0.0004 * luck ** 4 : 0;
    const lossShare = effect && effect.lossShare > 0 ? effect.lossShare : usualLoss;
    const [there, back] = scaled(packetsPerSecond, lossShare);
    return {
      isUp: true,
      bytesPerSecond,
      packetsPerSecond,
      dropsPerSecond: [there, back],
      lossShare,
      latencySeconds: latencySeconds * (1 + 0.05 * (load(ms) - 1) + 0.02 * chance(ms)) * (effect?.latencyFactor ?? 1),
      errorsPerSecond: effect && effect.lossShare > 0 && link.lanes !== null ? 40 * lossShare : 0,
    };
  };

  return {
    links,
    find,
    read,
    stateAt(name, ms) {
      const link = find(name);
      if (!isUp(link, ms)) return 'down';
      return (effectOn(link, ms)?.lossShare ?? 0) > 0 ? 'degraded' : 'up';
    },
    see: ({ link, end }, ms) => seenFrom(end, read(link, ms)),
    lightAt({ link: name, end }, lane, ms) {
      const link = find(name);
      if (link.lanes === null) return null;
      const draws = drawsOf(seed, 'light', name, end, lane);
      const [receives, sends] = [-3 + draws.fraction() * 1.6, -1.6 + draws.fraction() * 1.4];
      const unrest = 0.06 * courseOf(link).chance(ms) + 0.1 * Math.sin((2 * Math.PI * ms) / 86_400_000 + lane);
      const trouble = incidents.troubleAt(name, ms);
      const received = trouble?.isDown ? darkness : receives + unrest - (trouble?.effect.dimmedDb[end] ?? 0);
      return { received, sent: sends + unrest / 2 };
    },
    routesFrom: ({ link, end }) => drawsOf(seed, 'routes', link, end).integer(3, 24),
    changedAt(name, ms) {
      const changes = [name, ...find(name).ridesOn].flatMap((each) => incidents.changedAt(each, ms) ?? []);
      return changes.length === 0 ? null : Math.max(...changes);
    },
    incidents: (fromMs, toMs) => incidents.between(fromMs, toMs),
  };
}

function toCourse(seed: string, link: Link): Course {
  const [near] = link.ends;
  const together = link.group ?? link.name;
  const draws = drawsOf(seed, 'link-course', together);
  const kilometres = kilometresBetween(link.ends);
  const [detour, first] = link.form === 'vpn-tunnel' || link.form === 'edge-tunnel' ? [1.5, 0.0016] : [1.3, 0.0005];
  return {
    load: rhythmOf(seed, together, near.longitude),
    there: flicker(seed, `${link.name}/there`),
    back: flicker(seed, `${link.name}/back`),
    chance: flicker(seed, `${link.name}/chance`),
    share: 0.38 + draws.fraction() * 0.24,
    latencySeconds: first * (1 + draws.fraction()) + (2 * detour * kilometres) / kilometresPerSecond,
  };
}

function gather(links: readonly Link[], keysOf: (link: Link) => readonly string[]): Map<string, Link[]> {
  const groups = new Map<string, Link[]>();
  for (const link of links) {
    for (const key of keysOf(link)) {
      const group = groups.get(key);
      if (group) group.push(link);
      else groups.set(key, [link]);
    }
  }
  return groups;
}

function added(pairs: readonly (readonly [number, number])[]): [number, number] {
  return pairs.reduce<[number, number]>(([there, back], pair) => [there + pair[0], back + pair[1]], [0, 0]);
}

function scaled([there, back]: readonly [number, number], factor: number): [number, number] {
  return [there * factor, back * factor];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
