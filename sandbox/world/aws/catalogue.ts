import { shortIdOf } from './native-id';
import { type AwsKind, awsKinds, type RecordOf, type WorldRecord } from './records';

type Slices = { [K in AwsKind]: Map<string, RecordOf<K>[]> };

/** Records by kind, account and region. A slice is what one account has of one kind in one region. */
export class Catalogue {
  readonly #slices: Slices = {
    'compute-instance': new Map(),
    'kubernetes-cluster': new Map(),
    'node-group': new Map(),
    volume: new Map(),
    'file-system': new Map(),
    bucket: new Map(),
    network: new Map(),
    subnet: new Map(),
    'customer-gateway': new Map(),
    'vpn-connection': new Map(),
    'private-circuit': new Map(),
    'circuit-bundle': new Map(),
    'virtual-interface': new Map(),
    'transit-gateway': new Map(),
    'transit-attachment': new Map(),
    'model-endpoint': new Map(),
    'training-job': new Map(),
    function: new Map(),
    database: new Map(),
    'encryption-key': new Map(),
  };

  add<K extends AwsKind>(kind: K, record: RecordOf<K>): void {
    const slice = this.slice(kind, record.account, record.region);
    if (slice) slice.push(record);
    else this.setSlice(kind, record.account, record.region, [record]);
  }

  /** The slice; undefined when nothing was ever filed there. */
  slice<K extends AwsKind>(kind: K, account: string, region: string): RecordOf<K>[] | undefined {
    return this.#slices[kind].get(sliceKey(account, region));
  }

  setSlice<K extends AwsKind>(kind: K, account: string, region: string, records: RecordOf<K>[]): void {
    this.#slices[kind].set(sliceKey(account, region), records);
  }

  *all(): Generator<WorldRecord> {
    for (const kind of awsKinds) {
      for (const slice of this.#slices[kind].values()) yield* slice;
    }
  }
}

function sliceKey(account: string, region: string): string {
  return `${account}/${region}`;
}

/** Orders records by the id their provider knows them by. */
export function byShortId(left: WorldRecord, right: WorldRecord): number {
  const [leftId, rightId] = [shortIdOf(left), shortIdOf(right)];
  return leftId < rightId ? -1 : leftId > rightId ? 1 : 0;
}
