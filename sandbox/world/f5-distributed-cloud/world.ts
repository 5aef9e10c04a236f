import { hourMs, minuteMs } from '../aws/plan/plan';
import { drawsOf } from '../draws';
import { wave } from '../prometheus/waves';
import { dailyWindow } from '../updating-window';
import { degradedLink, planLinks, planSites } from './plan';
import type { EdgeAlert, EdgeSite, LinkReading, SiteLink } from './records';

/** The tenant at one instant. */
export interface EdgeSnapshot {
  at: Date;
  sites: readonly EdgeSite[];
  links: readonly SiteLink[];
  /** Active ones, then those that ended within the last week, newest first. */
  alerts: readonly EdgeAlert[];
}

export interface EdgeWorld {
  at(now: Date): EdgeSnapshot;
  /** What is measured of a link at a moment. */
  readLink(link: SiteLink, ms: number): LinkReading;
}

/** The tenant of a seed. Pure: the seed, the scale and the instant asked for decide what there is. */
export function createEdgeWorld({ seed, scale }: { seed: string; scale: number }): EdgeWorld {
  const sites = planSites(seed, scale);
  const links = planLinks(sites);
  const isUpgrading = dailyWindow(3, 40);
  const waves = new Map(links.map((link) => [link.name, wavesOf(seed, link)]));
  return {
    at(now) {
      const state = isUpgrading(now) ? 'UPGRADING' : 'ONLINE';
      return {
        at: now,
        sites: sites.map((site) => (site.name === 'edge-ashburn' ? { ...site, state } : site)),
        links,
        alerts: alertsAt(seed, now),
      };
    },
    readLink(link, ms) {
      const known = waves.get(link.name);
      if (!known) throw new RangeError(`There is no link ${link.name}.`);
      return known(ms);
    },
  };
}

function wavesOf(seed: string, { name, from, to, status }: SiteLink): (ms: number) => LinkReading {
  const throughput = wave(seed, `link/${name}`, 4e6, 90e6);
  const isFar =
    [from, to].some((site) => /ashburn|ash$|nyc$/.test(site)) &&
    [from, to].some((site) => /munich|frankfurt|fra$|par$/.test(site));
  const latency = wave(seed, `latency/${name}`, isFar ? 0.084 : 0.004, isFar ? 0.097 : 0.012);
  return (ms) => {
    if (status === 'LINK_STATUS_DOWN') {
      return {
        inBytesPerSecond: 0,
        outBytesPerSecond: 0,
        inDropsPerSecond: 0,
        outDropsPerSecond: 0,
        reachabilityPercent: 0,
        latencySeconds: Number.NaN,
        dataPlane: 0,
        controlPlane: 0,
      };
    }
    const isDegraded = status === 'LINK_STATUS_DEGRADED';
    const bytes = throughput(ms) * (isDegraded ? 0.2 : 1);
    return {
      inBytesPerSecond: bytes,
      outBytesPerSecond: bytes * 0.7,
      inDropsPerSecond: isDegraded ? 38 : 0.2,
      outDropsPerSecond: isDegraded ? 41 : 0.1,
      reachabilityPercent: isDegraded ? 95.8 : 100,
      latencySeconds: isDegraded ? latency(ms) * 4.1 : latency(ms),
      dataPlane: 1,
      controlPlane: 1,
    };
  };
}

function alertsAt(seed: string, now: Date): EdgeAlert[] {
  const steady: readonly Omit<EdgeAlert, 'fingerprint' | 'startsAt' | 'endsAt'>[] = [
    {
      name: 'SiteToSiteTunnelLatencyHigh',
      severity: 'major',
      site: degradedLink[1],
      description: `Latency of the tunnel between ${degradedLink[0]} and ${degradedLink[1]} is above its usual range.`,
    },
    {
      name: 'SiteDown',
      severity: 'critical',
      site: 'lab-columbus',
      description: 'The customer edge has lost its connection to every regional edge.',
    },
    {
      name: 'SoftwareUpgradeAvailable',
      severity: 'minor',
      site: 'edge-munich',
      description: 'A newer software version is available for the site.',
    },
  ];
  const active = steady.map((alert, index) => {
    const draws = drawsOf(seed, 'edge-alert', alert.name);
    const startsAt = new Date(
      Math.floor((now.getTime() - (index + 2) * 5 * hourMs) / (24 * hourMs)) * 24 * hourMs + 37 * minuteMs,
    );
    return { ...alert, fingerprint: draws.hex(16), startsAt, endsAt: null };
  });
  return [...active, ...flapAlerts(seed, now)];
}

/** A tunnel that flaps every nine hours, for a quarter of an hour; the last one may still be down. */
function flapAlerts(seed: string, now: Date): EdgeAlert[] {
  const period = 9 * hourMs;
  const latest = Math.floor(now.getTime() / period);
  return Array.from({ length: 18 }, (_, back) => {
    const startsAt = new Date((latest - back) * period);
    const endsAt = new Date(startsAt.getTime() + 15 * minuteMs);
    return {
      fingerprint: drawsOf(seed, 'edge-flap', latest - back).hex(16),
      name: 'TunnelFlap',
      severity: 'minor',
      site: 'edge-frankfurt',
      description: 'A tunnel to a regional edge went down and came back.',
      startsAt,
      endsAt: endsAt <= now ? endsAt : null,
    };
  });
}
