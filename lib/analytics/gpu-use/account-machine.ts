import { classifySteps } from './classify-steps';
import type { StepHold } from './hold-steps';
import { type UseSteps, useStepMs } from './use-steps';

/** Time of devices in one hour, in milliseconds of one device. */
export interface HourUse {
  /** When the hour starts, in milliseconds since 1970. */
  hourMs: number;
  /** Of who had the devices, else of the machine; null: none. */
  team: string | null;
  /** The attempt that had them; null: none, or not known. */
  runId: string | null;
  notAllocatedMs: number;
  idleMs: number;
  /** Busy, whatever became of the work. */
  busyMs: number;
  unknownMs: number;
}

/** What is known of one device over some steps. */
export interface DeviceCourse {
  holds: readonly StepHold[];
  shares: readonly (number | null)[];
}

const oneHourMs = 3_600_000;
const fields = { 'not-allocated': 'notAllocatedMs', idle: 'idleMs', busy: 'busyMs', unknown: 'unknownMs' } as const;

/**
 * The time of a machine's devices in each hour, by team and attempt. Steps that are not told are looked at all the same.
 * Over all that is told of an hour the states add up to its told steps times the devices.
 *
 * @param isTold Whether a step that starts then, in milliseconds since 1970, is one to tell of.
 */
export function accountMachine(
  devices: readonly DeviceCourse[],
  machineTeam: string | null,
  steps: UseSteps,
  isTold: (startMs: number) => boolean,
): HourUse[] {
  const uses = new Map<string, HourUse>();
  for (const { holds, shares } of devices) {
    const course = Array.from({ length: steps.count }, (_, step) => ({
      holder: holds[step]?.holder ?? null,
      share: shares[step] ?? null,
    }));
    for (const [step, use] of classifySteps(course).entries()) {
      const startMs = steps.startMs + step * useStepMs;
      if (!isTold(startMs)) continue;
      const { team = null, runId = null } = holds[step] ?? {};
      const of = use === 'not-allocated' ? { team: machineTeam, runId: null } : { team: team ?? machineTeam, runId };
      const hourMs = Math.floor(startMs / oneHourMs) * oneHourMs;
      const key = JSON.stringify([hourMs, of.team, of.runId]);
      const sum = uses.get(key) ?? { hourMs, ...of, notAllocatedMs: 0, idleMs: 0, busyMs: 0, unknownMs: 0 };
      sum[fields[use]] += useStepMs;
      uses.set(key, sum);
    }
  }
  return [...uses.values()];
}
