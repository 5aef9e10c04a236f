import { hourMs, minuteMs } from '../aws/plan/plan';
import { drawsOf } from '../draws';
import { createLinkWorld, type LinkState } from '../links/link-world';
import { edgeTunnelLink } from '../links/plan/edges';
import { dailyWindow } from '../updating-window';
import { planLinks, planSites } from './plan';
import type { EdgeAlert, EdgeReading, EdgeSite, PlannedLink, SiteLink } from './records';

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
  /** What a site measures of one of its links at a moment. */
  readLink(link: PlannedLink, ms: number, site: string): EdgeReading;
}

/** The tenant of a seed. Pure: the seed, the scale and the instant asked for decide what there is. */
export function createEdgeWorld({ seed, scale }: { seed: string; scale: number }): EdgeWorld {
  const sites = planSites(seed, scale);
  const links = planLinks(sites);
  const isUpgrading = dailyWindow(3, 40);
  const world = createLinkWorld(seed, scale);
  return {
    at(now) {
      const state = isUpgrading(now) ? 'UPGRADING' : 'ONLINE';
      return {
        at: now,
        sites: sites.map((site) => (site.name === 'edge-ashburn' ? { ...site, state } : site)),
        links: links.map((link) => ({
          ...link,
          status: statuses[world.stateAt(edgeTunnelLink(link.name), now.getTime())],
        })),
        alerts: alertsAt(seed, now),
      };
    },
    readLink({ name, from }, ms, site) {
      const reading = world.see({ link: edgeTunnelLink(name), end: site === from ? 0 : 1 }, ms);
      const { isUp, lossShare, latencySeconds } = reading;
      return {
        inBytesPerSecond: reading.inBytesPerSecond,
        outBytesPerSecond: reading.outBytesPerSecond,
        inDropsPerSecond: isUp ? reading.inDropsPerSecond : 0,
        outDropsPerSecond: isUp ? reading.outDropsPerSecond : 0,
        reachabilityPercent: Math.round((1 - lossShare) * 1e6) / 1e4,
        latencySeconds: latencySeconds ?? Number.NaN,
        dataPlane: isUp ? 1 : 0,
        controlPlane: isUp ? 1 : 0,
      };
    },
  };
}

const statuses: Readonly<Record<LinkState, SiteLink['status']>> = {
  up: 'LINK_STATUS_UP',
  degraded: 'LINK_STATUS_DEGRADED',
  down: 'LINK_STATUS_DOWN',
};

function alertsAt(seed: string, now: Date): EdgeAlert[] {
  const steady: readonly Omit<EdgeAlert, 'fingerprint' | 'startsAt' | 'endsAt'>[] = [
    {
      name: 'SiteToSiteTunnelLatencyHigh',
      severity: 'major',
      site: 'edge-munich',
      description: `Latency of the tunnel between edge-ashburn and edge-munich is above its usual range.`,
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
