import type { Accelerator } from '@/lib/domain/resource';
import { type Gres, parseGres, parseTres } from './parse-gres';
import { isSliceType, toModel } from './to-model';

/**
 * The whole devices of a node. Shards are shares of devices that are listed beside them, and count for none. Null when
 * some devices are partitioned, so that nobody tells how many there are.
 */
export function toNodeAccelerators(gres: string | null): Accelerator[] | null {
  const parsed = parseGres(gres);
  if (parsed === null) return null;
  const devices = parsed.filter(({ name, count }) => name === 'gpu' && count > 0);
  if (devices.some(({ type }) => isSliceType(type))) return null;
  return merge(devices);
}

/**
 * The whole devices that a job was given or asks for, or a reservation holds; a slice of a device is no whole one. `tres` names types
 * only where accounting follows them (AccountingStorageTRES); `details` has a text for each node. Null when there are some
 * and they cannot be read.
 */
export function toHeldAccelerators(tres: string | null, details: readonly string[]): Accelerator[] | null {
  const followed = parseTres(tres)?.filter(({ name, count }) => name === 'gpu' && count > 0);
  const given = parseGres(details.length === 0 ? null : details.join(','))?.filter(({ name }) => name === 'gpu');
  if (followed === undefined && given === undefined) return null;
  const typed = followed?.filter(({ type }) => type !== null) ?? [];
  if (typed.length > 0) return merge(withUntyped(typed, followed ?? []).filter(isWhole));
  if (given !== undefined && given.length > 0) return merge(given.filter(isWhole));
  return followed === undefined ? null : merge(followed);
}

/** What a job asked for, in Slurm's own words for each. */
export interface DeviceRequest {
  perJob: string | null;
  perNode: string | null;
  /** How many nodes it gets; null when that is not known. */
  nodes: number | null;
  /** Requests by what is not counted here. */
  elsewhere: readonly (string | null)[];
}

/** The whole devices asked for; null when there are some and their number is not told. */
export function toRequestedAccelerators({ perJob, perNode, nodes, elsewhere }: DeviceRequest): Accelerator[] | null {
  const devicesIn = (text: string | null) => parseGres(text)?.filter(({ name, count }) => name === 'gpu' && count > 0);
  const [ofJob, ofNode] = [devicesIn(perJob), devicesIn(perNode)];
  if (ofJob === undefined || ofNode === undefined) return null;
  if (ofJob.length > 0) return merge(ofJob.filter(isWhole));
  if (ofNode.length > 0) {
    if (nodes === null || nodes === 0) return null;
    return merge(ofNode.filter(isWhole).map((gres) => ({ ...gres, count: gres.count * nodes })));
  }
  return elsewhere.every((text) => devicesIn(text)?.length === 0) ? [] : null;
}

/** A sum that is larger than what its types add up to holds devices whose type is not followed. */
export function withUntyped(typed: readonly Gres[], all: readonly Gres[]): Gres[] {
  const sum = all.find(({ type }) => type === null)?.count;
  const told = typed.reduce((total, { count }) => total + count, 0);
  return sum === undefined || sum <= told ? [...typed] : [...typed, { name: 'gpu', type: null, count: sum - told }];
}

function isWhole({ type, count }: Gres): boolean {
  return count > 0 && !isSliceType(type);
}

function merge(devices: readonly Gres[]): Accelerator[] {
  const byModel = Map.groupBy(devices, ({ type }) => toModel(type));
  return [...byModel].map(([model, alike]) => ({
    model,
    count: alike.reduce((total, { count }) => total + count, 0),
    memoryBytes: null,
  }));
}
