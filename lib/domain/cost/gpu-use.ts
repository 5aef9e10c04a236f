import type { ProviderId } from '../provider';

/**
 * What became of the time of a listed device. `not-allocated`: nobody had it. `idle`: somebody had it and it did nothing
 * (under 5 % for a quarter of an hour, as the GPUs page has it). `thrown-away`: it was busy for an attempt that failed, was
 * preempted or was started anew, less what a checkpoint kept. `useful`: it was busy, and not known to be thrown away.
 * `unknown`: nobody measured it, or nobody tells whether somebody had it; never folded into another.
 */
export const gpuUseStates = ['not-allocated', 'idle', 'thrown-away', 'useful', 'unknown'] as const;
export type GpuUseState = (typeof gpuUseStates)[number];

/**
 * Time of devices by what became of it, in whole milliseconds of one device (`gpuHourMs` to the hour), so that sums are
 * exact. Every state is there; 0 is known to be none.
 */
export type GpuUseTime = Readonly<Record<GpuUseState, number>>;

/** What GPU waste is told by. */
export const gpuWasteKeys = ['team', 'site', 'provider', 'gpu-model'] as const;
export type GpuWasteKey = (typeof gpuWasteKeys)[number];

/**
 * The parts of what GPUs cost. `not-listed`: bought ahead or bought and not used, or more GPU-hours were billed than devices
 * were listed. `not-measured`: nobody knows what became of the time that this paid for.
 */
export const gpuCostParts = ['useful', 'thrown-away', 'idle', 'not-allocated', 'not-listed', 'not-measured'] as const;
export type GpuCostPart = (typeof gpuCostParts)[number];

/** The parts of which nobody knows whether they were waste. */
const unmeasuredParts: readonly GpuCostPart[] = ['not-listed', 'not-measured'];

/** Whether a part is told by what was measured, and so is a floor where not everything was. */
export function isMeasuredPart(part: GpuCostPart): boolean {
  return !unmeasuredParts.includes(part);
}

/** Milliseconds of a device that are one GPU-hour. */
export const gpuHourMs = 3_600_000;

/** What became of the devices of one kind in one place on one day. No two have the same day, connection, provider, site, team and GPU model. */
export interface GpuUseAccount {
  /** UTC, `2026-11-01`. */
  day: string;
  provider: ProviderId;
  /** Where the machines stand, as the inventory has it; null: none. */
  site: string | null;
  /** Of those who had the devices, where they agree, else of the machine; null: none, or not known. */
  team: string | null;
  /** As the inventory names models. */
  gpuModel: string;
  /** The connection that lists the machines. */
  connectionId: string;
  time: GpuUseTime;
}

export const noGpuTime: GpuUseTime = { 'not-allocated': 0, idle: 0, 'thrown-away': 0, useful: 0, unknown: 0 };

export function addGpuTime(one: GpuUseTime, other: GpuUseTime): GpuUseTime {
  return {
    'not-allocated': one['not-allocated'] + other['not-allocated'],
    idle: one.idle + other.idle,
    'thrown-away': one['thrown-away'] + other['thrown-away'],
    useful: one.useful + other.useful,
    unknown: one.unknown + other.unknown,
  };
}

/** All of it: the time that the devices were listed. */
export function totalGpuTime(time: GpuUseTime): number {
  return gpuUseStates.reduce((sum, state) => sum + time[state], 0);
}

/** The time of which it is known what became of it. */
export function measuredGpuTime(time: GpuUseTime): number {
  return totalGpuTime(time) - time.unknown;
}

/** Schedulers' machines that no cloud lists: what they cost, rate cards tell under one name. */
const ownMachines: readonly string[] = ['kubernetes', 'slurm'] satisfies ProviderId[];

/** What bills call the provider of machines: of one's own, as the rows by rate cards do. Null: none is told. */
export function toBillingProvider(provider: string | null): string | null {
  return provider !== null && ownMachines.includes(provider) ? 'On-premises' : provider;
}

/** The providers that inventories name, of those that bills name or inventories do. */
export function toListingProviders(providers: readonly string[]): string[] {
  return providers.flatMap((provider) => (provider === 'On-premises' ? ownMachines : [provider]));
}
