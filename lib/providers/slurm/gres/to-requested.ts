import type { RequestedAccelerators } from '@/lib/domain/workload';
import { type Gres, parseGres, parseTres } from './parse-gres';
import { type DeviceRequest, withUntyped } from './to-accelerators';
import { isSliceType, toModel } from './to-model';

/**
 * What a job asks for. `tres` is the sum that Slurm made of the request, which names types only where accounting follows
 * them; the request in its own words names them too. Null where there is a request that cannot be read.
 */
export function toRequested(tres: string | null, request: DeviceRequest): RequestedAccelerators[] | null {
  const sums = parseTres(tres)?.filter(isDevice);
  const ofJob = parseGres(request.perJob)?.filter(isDevice);
  const ofNode = parseGres(request.perNode)?.filter(isDevice);
  const elsewhere = request.elsewhere.map((text) => parseGres(text)?.filter(isDevice));
  if (sums === undefined || ofJob === undefined || ofNode === undefined) return null;
  if (elsewhere.some((devices) => devices === undefined)) return null;
  const asked = [...ofJob, ...ofNode, ...elsewhere.flatMap((devices) => devices ?? [])];
  if (sums.length > 0) return apart(sums).map((sum) => toRequest(withType(sum, asked), sum.count));
  if (ofJob.length > 0) return ofJob.map((gres) => toRequest(gres, gres.count));
  const { nodes } = request;
  if (ofNode.length > 0)
    return ofNode.map((gres) => toRequest(gres, nodes === null || nodes <= 0 ? null : gres.count * nodes));
  return asked.map((gres) => toRequest(gres, null));
}

/** Sums by type, and what is left of the sum over all types. */
function apart(sums: readonly Gres[]): Gres[] {
  const devices = sums.filter(({ name }) => name === 'gpu');
  const typed = devices.filter(({ type }) => type !== null);
  return [...withUntyped(typed, devices), ...sums.filter(({ name }) => name !== 'gpu')];
}

/** A sum of any type is of the one type asked for, where there is one. */
function withType(sum: Gres, asked: readonly Gres[]): Gres {
  if (sum.type !== null) return sum;
  const types = new Set(asked.filter(({ name }) => name === sum.name).map(({ type }) => type));
  const [only = null] = types;
  return types.size === 1 ? { ...sum, type: only } : sum;
}

/** Parts of devices go by Slurm's own word: how many whole ones they come to is not told. */
function toRequest({ name, type }: Gres, count: number | null): RequestedAccelerators {
  if (name === 'shard') return { model: type === null ? name : `${name}:${type}`, count: null };
  if (isSliceType(type)) return { model: type, count: null };
  return { model: type === null ? null : toModel(type), count };
}

function isDevice({ name, count }: Gres): boolean {
  return (name === 'gpu' || name === 'shard') && count > 0;
}
