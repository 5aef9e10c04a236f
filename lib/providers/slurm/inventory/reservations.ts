import { z } from 'zod';
import type { InventoryItem, LifecycleState } from '@/lib/domain/resource';
import { toHeldAccelerators } from '../gres/to-accelerators';
import { momentSchema, numberSchema, stateSchema, textSchema } from '../wire/fields';
import { toCommonFacts } from './place';

export const reservationSchema = z.object({
  name: z.string().min(1),
  start_time: momentSchema,
  end_time: momentSchema,
  node_list: textSchema,
  node_count: numberSchema,
  core_count: numberSchema,
  partition: textSchema,
  flags: stateSchema,
  accounts: textSchema,
  users: textSchema,
  groups: textSchema,
  features: textSchema,
  licenses: textSchema,
  tres: textSchema,
});
export type SlurmReservation = z.output<typeof reservationSchema>;

/** The API tells no state; like `scontrol`, we tell it from the times. When it was made is not told either. */
export function toReservationItem(cluster: string, found: SlurmReservation, raw: string, now: Date): InventoryItem {
  const isOn = isBegun(found, now) && !isOver(found, now);
  return {
    ...toCommonFacts(cluster, 'reservation', 'reservation', found.name),
    name: found.name,
    status: toReservationStatus(found, now),
    nativeStatus: found.start_time === null ? null : isOn ? 'ACTIVE' : 'INACTIVE',
    size: null,
    accelerators: toHeldAccelerators(found.tres, []),
    tags: {},
    createdAt: null,
    raw,
  };
}

type Times = Pick<SlurmReservation, 'start_time' | 'end_time'>;

export function toReservationStatus(times: Times, now: Date): LifecycleState {
  if (times.start_time === null) return 'unknown';
  if (isOver(times, now)) return 'completed';
  return isBegun(times, now) ? 'active' : 'provisioning';
}

function isBegun({ start_time }: Times, now: Date): boolean {
  return start_time !== null && start_time <= now;
}

/** Without an end it goes on. */
function isOver({ end_time }: Times, now: Date): boolean {
  return end_time !== null && end_time < now;
}
