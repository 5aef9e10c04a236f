import { toHostlist } from '../../world/slurm/hostlist';
import type { SlurmReservation } from '../../world/slurm/records';
import type { ValueWriter } from './values';

/** A reservation as a version of the data parser writes it. */
export function toReservationDocument(
  { version, number, time }: ValueWriter,
  reservation: SlurmReservation,
): Record<string, unknown> {
  return {
    accounts: reservation.accounts.join(','),
    burst_buffer: '',
    core_count: reservation.cores,
    ...(version === 38 ? { core_spec_cnt: 0 } : { core_specializations: [] }),
    end_time: time(reservation.endAt),
    features: '',
    flags: reservation.flags,
    groups: '',
    licenses: '',
    max_start_delay: 0,
    name: reservation.name,
    node_count: reservation.nodes.length,
    node_list: toHostlist(reservation.nodes),
    partition: reservation.partition ?? '',
    ...(version >= 39 && { purge_completed: { time: number('unset') } }),
    start_time: time(reservation.startAt),
    ...(version < 45 && { watts: version === 38 ? 0 : number('unset') }),
    tres: `cpu=${reservation.cores * 2}`,
    users: reservation.users.join(','),
  };
}
