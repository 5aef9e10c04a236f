import type { Catalogue } from '../catalogue';
import type { Account } from '../geography';
import type { Patches } from '../patches';
import type { AwsKind } from '../records';

/** Tells what is there at an instant of things that come and go. */
export interface Mover {
  /** The kinds it adds: asked for none of them, it need not be run. */
  adds: readonly AwsKind[];
  /** Adds what is there at `now`. */
  move(now: Date, moving: Catalogue): void;
}

/** A factory laid out: what stands, what comes and goes, and how standing things change over time. */
export interface FactoryPlan {
  standing: Catalogue;
  movers: Mover[];
  patches: Patches;
}

/** What every planner works with. */
export interface PlanContext extends FactoryPlan {
  seed: string;
  /** What counts of machines, volumes, buckets, functions and jobs grow by, each in its own way. */
  scale: number;
  grounds: Ground[];
}

/** One account's part of one region: the network its things stand in. */
export interface Ground {
  account: Account;
  region: string;
  /** Full zone names. */
  zones: [string, ...string[]];
  network: string;
  /** Address prefix of the network: `10.<octet>`. */
  octet: number;
  /** One private and one public subnet a zone, in the order of `zones`. */
  privateSubnets: [string, ...string[]];
  publicSubnets: [string, ...string[]];
  securityGroup: string;
  /** The key its volumes, file systems and clusters are encrypted with: a full native id. */
  encryptionKey: string;
  transitGateway: string;
  transitRouteTable: string;
}

/** Everything standing was created before this instant; cycles of moving things are counted from it. */
export const epoch = new Date('2026-01-01T00:00:00Z');

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** The ground of an account in a region; the plan is wrong when there is none. */
export function groundOf(context: PlanContext, account: string, region: string): Ground {
  const ground = context.grounds.find((candidate) => candidate.account.name === account && candidate.region === region);
  if (!ground) throw new Error(`The factory has no ground for ${account} in ${region}.`);
  return ground;
}

/** An instant `ageDays` before the epoch. */
export function beforeEpoch(ageDays: number): Date {
  return new Date(epoch.getTime() - ageDays * dayMs);
}
