import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second in which Linux counts processor time: the same on every platform Node runs on. */
const ticksPerSecond = 100;

interface ProcessTimes {
  parent: number;
  /** Seconds of its own, user's and system's. */
  own: number;
  /** Seconds of the children it has waited for. */
  reaped: number;
}

/** Seconds of processor time that a process has used, and all it started. Null where the system does not tell. */
export function readProcessorSeconds(pid: number): number | null {
  const root = readTimes(pid);
  if (root === null) return null;
  const living = readdirSync('/proc')
    .map(Number)
    .filter((other) => Number.isInteger(other) && other !== pid)
    .flatMap((other) => {
      const times = readTimes(other);
      return times?.parent === pid ? [times.own + times.reaped] : [];
    });
  return living.reduce((sum, seconds) => sum + seconds, root.own + root.reaped);
}

/** Null when there is no such process, or no `/proc`. */
function readTimes(pid: number): ProcessTimes | null {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return null;
    throw error;
  }
  // The name, in brackets, may hold anything; what follows it are state, parent, and numbers.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [parent, user, system, reapedUser, reapedSystem] = [1, 11, 12, 13, 14].map((index) => Number(fields[index]));
  if (parent === undefined || user === undefined || system === undefined) return null;
  if (reapedUser === undefined || reapedSystem === undefined) return null;
  return { parent, own: (user + system) / ticksPerSecond, reaped: (reapedUser + reapedSystem) / ticksPerSecond };
}
