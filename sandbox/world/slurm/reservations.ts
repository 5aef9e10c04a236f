import { dayMs, epoch, hourMs } from '../aws/plan/plan';
import type { HallMachine } from '../hall/hall';
import { teamReservation } from './lanes';
import type { SlurmReservation } from './records';

const weekMs = 7 * dayMs;

/** What is set aside at `now`, or will be within a week. */
export function reservationsAt(machines: readonly HallMachine[], now: Date): SlurmReservation[] {
  const windowStart = epoch.getTime() + Math.ceil((now.getTime() - 4 * hourMs - epoch.getTime()) / weekMs) * weekMs;
  const processors = machines.filter(({ accelerators }) => accelerators.length === 0);
  return [
    reserve(machines, 'burn-in-mi300x', ['mi-s-0004'], {
      flags: ['MAINT', 'IGNORE_JOBS', 'SPEC_NODES'],
      users: ['kate.murphy', 'root'],
      startAt: new Date(Math.floor((now.getTime() - 40 * hourMs) / weekMs) * weekMs),
      endAt: new Date((Math.floor(now.getTime() / weekMs) + 2) * weekMs),
    }),
    reserve(machines, teamReservation.name, teamReservation.nodes, {
      flags: ['SPEC_NODES', 'MAGNETIC'],
      accounts: ['foundation-models'],
      partition: 'h100',
      startAt: epoch,
      endAt: new Date(epoch.getTime() + 3650 * dayMs),
    }),
    reserve(
      machines,
      'weekly-patches',
      processors.slice(0, 4).map(({ hostname }) => hostname),
      {
        flags: ['MAINT', 'WEEKLY', 'SPEC_NODES'],
        users: ['root'],
        partition: 'cpu',
        startAt: new Date(windowStart),
        endAt: new Date(windowStart + 4 * hourMs),
      },
    ),
  ].filter(({ nodes }) => nodes.length > 0);
}

function reserve(
  machines: readonly HallMachine[],
  name: string,
  names: readonly string[],
  rest: Pick<SlurmReservation, 'flags' | 'startAt' | 'endAt'> & Partial<SlurmReservation>,
): SlurmReservation {
  const own = machines.filter(({ hostname }) => names.includes(hostname));
  return {
    name,
    accounts: [],
    users: [],
    partition: null,
    nodes: own.map(({ hostname }) => hostname),
    cores: own.reduce((sum, { cores }) => sum + cores / 2, 0),
    ...rest,
  };
}
