import { type AzureRecord, type AzureType, isOf, type RecordOf } from '../records';
import type { PlanContext } from './plan';

/** Lets a standing thing differ from its plan as `change` says. */
export function addPatch<T extends AzureType>(
  { patches }: Pick<PlanContext, 'patches'>,
  type: T,
  id: string,
  change: (record: RecordOf<T>, now: Date) => RecordOf<T>,
): void {
  const key = id.toLowerCase();
  const patch = (record: AzureRecord, now: Date): AzureRecord => (isOf(type, record) ? change(record, now) : record);
  patches.set(key, [...(patches.get(key) ?? []), patch]);
}
