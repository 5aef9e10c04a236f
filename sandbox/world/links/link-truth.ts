import type { IncidentKind } from './incident';
import type { Link, LinkEnd, LinkReading } from './link';
import {
  createLinkReporters,
  type LinkProbe,
  type LinkReport,
  type LinkReporters,
  linkProviders,
} from './link-reports';
import { createLinkWorld } from './link-world';

export interface TruthLink {
  name: string;
  form: Link['form'];
  ends: readonly [LinkEnd, LinkEnd];
  capacityBitsPerSecond: number | null;
  /** Names of links. */
  ridesOn: readonly string[];
  group: string | null;
  reports: LinkReport[];
  /** What it does at the end of the span. */
  reading: LinkReading;
}

export interface TruthIncident {
  kind: IncidentKind;
  link: string;
  group: string | null;
  cause: string;
  begin: Date;
  /** Null: it has no end. */
  end: Date | null;
  /** When within it the link was down, oldest first. */
  downs: { begin: Date; end: Date | null }[];
  /** Links that ride on it, and those that ride on these. */
  affects: string[];
}

/** Every link that anybody tells of, what measures any, and everything that was wrong at any time of a span. */
export interface LinkTruth {
  from: Date;
  to: Date;
  links: TruthLink[];
  probes: LinkProbe[];
  incidents: TruthIncident[];
}

/** Reads the truth of links for the faces asked for. */
export type ReadLinkTruth = (from: Date, to: Date, faces: readonly string[]) => LinkTruth;

/** The truth of a seed's links; the worlds behind it are made when it is first asked. */
export function createLinkTruth(seed: string, scale: number): ReadLinkTruth {
  let reporters: LinkReporters | undefined;
  return (from, to, faces) => {
    reporters ??= createLinkReporters(seed, scale);
    const world = createLinkWorld(seed, scale);
    const reports = new Map<string, LinkReport[]>();
    for (const provider of linkProviders.filter((name) => faces.includes(name)))
      for (const [{ link, end }, report] of reporters.reports[provider](to))
        reports.set(link, [...(reports.get(link) ?? []), { ...report, end }]);
    const { azure, prometheus } = reporters.probes;
    const probes = [...azure(to), ...prometheus(to)].filter(({ provider }) => faces.includes(provider));
    const told = world.links.filter(({ name }) => reports.has(name));
    return {
      from,
      to,
      links: told.map((link) => toTruth(link, reports.get(link.name) ?? [], world.read(link.name, to.getTime()))),
      probes,
      incidents: world
        .incidents(from.getTime(), to.getTime())
        .filter(({ link }) => reports.has(link))
        .map(({ kind, link, cause, fromMs, toMs, downs }) => ({
          kind,
          link,
          group: world.find(link).group,
          cause,
          begin: new Date(fromMs),
          end: toMs === null ? null : new Date(toMs),
          downs: downs.map((down) => ({
            begin: new Date(down.fromMs),
            end: down.toMs === null ? null : new Date(down.toMs),
          })),
          affects: ridersOf(world.links, link),
        })),
    };
  };
}

function toTruth(link: Link, reports: LinkReport[], reading: LinkReading): TruthLink {
  const { name, form, ends, capacityBitsPerSecond, ridesOn, group } = link;
  return { name, form, ends, capacityBitsPerSecond, ridesOn, group, reports, reading };
}

function ridersOf(links: readonly Link[], name: string): string[] {
  const own = links.filter(({ ridesOn }) => ridesOn.includes(name)).map((rider) => rider.name);
  return [...new Set(own.flatMap((rider) => [rider, ...ridersOf(links, rider)]))];
}
