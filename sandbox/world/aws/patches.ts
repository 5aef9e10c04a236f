import type { AwsKind, RecordOf } from './records';

/** How a standing thing differs at `now` from what was planned; returns it unchanged outside its time. */
export type Patch<K extends AwsKind> = (record: RecordOf<K>, now: Date) => RecordOf<K>;

type PatchesByKind = { [K in AwsKind]: Map<string, Patch<K>[]> };

/** Changes to things over time, by kind and the thing's own id. */
export class Patches {
  readonly #patches: PatchesByKind = {
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

  add<K extends AwsKind>(kind: K, id: string, patch: Patch<K>): void {
    const patches: Map<string, Patch<K>[]> = this.#patches[kind];
    patches.set(id, [...(patches.get(id) ?? []), patch]);
  }

  apply<K extends AwsKind>(kind: K, id: string, record: RecordOf<K>, now: Date): RecordOf<K> {
    const patches: Map<string, Patch<K>[]> = this.#patches[kind];
    return (patches.get(id) ?? []).reduce((current, patch) => patch(current, now), record);
  }
}
