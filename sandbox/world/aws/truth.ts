import type { Accelerator } from '../../../lib/domain/resource';
import type { Truth, TruthResource } from '../truth';
import { accounts, regions } from './geography';
import type { Denial } from './incidents/denials';
import { findInstanceSize } from './instance-catalogue';
import { lifecycleOf } from './lifecycle-of';
import { nativeIdOf, nativeStatusOf, shortIdOf } from './native-id';
import { isListed, type UnlistedKind, type WorldRecord } from './records';
import type { WorldSnapshot } from './world';

/** What is really there in the three AWS accounts. */
export interface AwsTruth extends Truth {
  accounts: { id: string; name: string }[];
  /** Regions enabled in every account. */
  regions: string[];
  /** What no reader may read: nothing of it can be shown, and its absence proves nothing. */
  denials: readonly Denial[];
}

export function readTruth(snapshot: WorldSnapshot): AwsTruth {
  return {
    at: snapshot.at,
    accounts: Object.values(accounts).map(({ id, name }) => ({ id, name })),
    regions: regions.filter(({ optIn }) => optIn === 'enabled-by-default').map(({ name }) => name),
    denials: snapshot.denials,
    resources: snapshot.all().filter(isListed).map(toTruth),
  };
}

function toTruth(record: Exclude<WorldRecord, { kind: UnlistedKind }>): TruthResource {
  const size = 'size' in record ? record.size : null;
  return {
    // The console calls lines that are one what it calls a line.
    kind: record.kind === 'circuit-bundle' ? 'private-circuit' : record.kind,
    nativeId: nativeIdOf(record),
    shortId: shortIdOf(record),
    name: record.name,
    account: record.account,
    region: record.region,
    zone: 'zone' in record ? record.zone : null,
    status: lifecycleOf(record),
    nativeStatus: nativeStatusOf(record),
    size,
    accelerators: acceleratorsOf(record),
    tags: record.tags,
    createdAt: record.createdAt,
  };
}

const bytesPerMiB = 1024 * 1024;

function acceleratorsOf(record: WorldRecord): Accelerator[] {
  const machines =
    record.kind === 'compute-instance'
      ? 1
      : record.kind === 'model-endpoint' || record.kind === 'training-job'
        ? record.count
        : record.kind === 'node-group'
          ? record.desired
          : 0;
  const accelerator = machines > 0 && 'size' in record ? findInstanceSize(record.size)?.accelerator : null;
  if (!accelerator) return [];
  return [
    {
      model: `${accelerator.manufacturer} ${accelerator.name}`,
      count: accelerator.count * machines,
      memoryBytes: accelerator.memoryMiB * bytesPerMiB,
    },
  ];
}
