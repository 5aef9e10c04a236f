import { countsAccelerators } from '@/lib/domain/accelerator-count';
import type { Reach } from '@/lib/domain/access';
import { toReachTest } from './reach-test';
import type { CellSet, ScopeCells } from './scope-cells';

/**
 * Resources of one connection, account and kind that agree in region, site, status and GPU model. `accelerators` are
 * those that exist: of resources that hold none any more it is 0, whatever they ran on.
 */
export interface CellGroup {
  connectionId: string;
  account: string;
  kind: string;
  region: string;
  site: string;
  status: string;
  gpuModel: string;
  /** Whether they stand on reads too old to be told; their status is then unknown. */
  expired: boolean;
  /** Whether accelerators on such resources count among those that exist. */
  holdsAccelerators: boolean;
  count: number;
  accelerators: number;
}

/** Sums cells within a reach over teams and owners. `providerOf` names each connection's provider. */
export function* groupCells(
  { dictionaries, scopes }: CellSet,
  reach: Reach,
  providerOf: ReadonlyMap<string, string>,
): Generator<CellGroup> {
  const { region, site, status, gpuModel } = dictionaries;
  const isWithin = reach.everything ? null : toReachTest(dictionaries, reach);
  const sizes = [site.size, status.size, gpuModel.size] as const;
  for (const scope of scopes)
    for (const [key, { count, accelerators }] of sumByKey(scope, sizes, isWithin)) {
      const [withoutGpuModel, gpuModelCode] = split(key, sizes[2]);
      const [withoutStatus, statusCode] = split(withoutGpuModel, sizes[1]);
      const [regionCode, siteCode] = split(withoutStatus, sizes[0]);
      const told = scope.expired ? 'unknown' : status.decode(statusCode);
      const holdsAccelerators = countsAccelerators(scope.kind, told, providerOf.get(scope.connectionId) ?? '');
      yield {
        connectionId: scope.connectionId,
        account: scope.account,
        kind: scope.kind,
        region: region.decode(regionCode),
        site: site.decode(siteCode),
        status: told,
        gpuModel: gpuModel.decode(gpuModelCode),
        expired: scope.expired,
        count,
        holdsAccelerators,
        accelerators: holdsAccelerators ? accelerators : 0,
      };
    }
}

type Sum = Pick<CellGroup, 'count' | 'accelerators'>;

/** Sums by one number that holds all four codes. */
function sumByKey(
  { codes, counts, accelerators, length }: ScopeCells,
  [sites, statuses, gpuModels]: readonly [number, number, number],
  isWithin: ReturnType<typeof toReachTest> | null,
): Map<number, Sum> {
  const sums = new Map<number, Sum>();
  for (let cell = 0; cell < length; cell++) {
    if (isWithin !== null && !isWithin(codes.site[cell], codes.team[cell])) continue;
    const place = at(codes.region, cell) * sites + at(codes.site, cell);
    const key = (place * statuses + at(codes.status, cell)) * gpuModels + at(codes.gpuModel, cell);
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { count: at(counts, cell), accelerators: at(accelerators, cell) });
    else {
      sum.count += at(counts, cell);
      sum.accelerators += at(accelerators, cell);
    }
  }
  return sums;
}

function split(key: number, size: number): [rest: number, code: number] {
  return [Math.floor(key / size), key % size];
}

/** Not a number beyond the end, which no sum would hide. */
function at(column: Uint32Array, cell: number): number {
  return column[cell] ?? Number.NaN;
}
