import type { SlurmJob } from '../../world/slurm/records';
import type { DataParserVersion } from '../versions';

/** A number Slurm may not have, or that has no limit. */
export type Numeric = number | 'unset' | 'infinite';

/** How a version writes the values that changed between versions. */
export interface ValueWriter {
  version: DataParserVersion;
  /** A number that may be unset: plain or null at first, `{ set, infinite, number }` from v0.0.39 on. */
  number(value: Numeric): unknown;
  /** A moment, 0 where there is none: whole seconds at first, `{ set, infinite, number }` from v0.0.40 on. */
  time(at: Date | null): unknown;
  /** The state of a job: one word at first, a list of words from v0.0.40 on. */
  jobState(job: SlurmJob): unknown;
  /** How a process ended. */
  exit(exit: SlurmJob['exit']): unknown;
}

export function toSeconds(at: Date | null): number {
  return at === null ? 0 : Math.floor(at.getTime() / 1000);
}

/** The writer of a version's values. */
export function valueWriter(version: DataParserVersion): ValueWriter {
  return {
    version,
    number: (value) => (version === 38 ? plain(value) : struct(value)),
    time: (at) => (version < 40 ? toSeconds(at) : struct(toSeconds(at))),
    jobState: ({ state, completing }) => {
      if (version < 40) return completing ? 'COMPLETING' : state;
      return completing ? [state, 'COMPLETING'] : [state];
    },
    exit: (exit) => (version < 40 ? oldExit(exit) : newExit(exit)),
  };
}

/** The number as `{ set, infinite, number }`. */
export function struct(value: Numeric) {
  if (value === 'infinite') return { set: false, infinite: true, number: 0 };
  if (value === 'unset') return { set: false, infinite: false, number: 0 };
  return { set: true, infinite: false, number: value };
}

function plain(value: Numeric): number | null {
  if (value === 'infinite') return -1;
  return value === 'unset' ? null : value;
}

function oldExit(exit: SlurmJob['exit']) {
  if ('signal' in exit) {
    return { status: 'SIGNALED', return_code: -127, signal: { signal_id: exit.signal, name: exit.name } };
  }
  return exit.code === 0 ? { status: 'SUCCESS', return_code: 0 } : { status: 'ERROR', return_code: exit.code };
}

function newExit(exit: SlurmJob['exit']) {
  if ('signal' in exit) {
    return {
      status: ['SIGNALED'],
      return_code: struct('unset'),
      signal: { id: struct(exit.signal), name: exit.name },
    };
  }
  return {
    status: [exit.code === 0 ? 'SUCCESS' : 'ERROR'],
    return_code: struct(exit.code),
    signal: { id: struct('unset'), name: '' },
  };
}

/** The exit status as the operating system keeps it: the code above eight bits, the signal below. */
export function waitStatusOf(exit: SlurmJob['exit']): number {
  return 'signal' in exit ? exit.signal : exit.code * 256;
}
