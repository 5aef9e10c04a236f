import type { Resource } from '@/lib/api/contracts/inventory';
import { toCsv } from '@/lib/format/to-csv';

const header = [
  'id',
  'kind',
  'provider',
  'connection',
  'native_id',
  'native_type',
  'name',
  'account',
  'region',
  'zone',
  'site',
  'team',
  'owner',
  'status',
  'native_status',
  'size',
  'gpu_count',
  'created_at',
  'first_seen_at',
  'last_seen_at',
  'gone_at',
  'freshness',
];

/** Resources as CSV, a line each. What is not known stays empty. */
export function resourcesToCsv(resources: readonly Resource[]): string {
  return toCsv(
    header,
    resources.map((resource) => [
      resource.id,
      resource.kind,
      resource.provider,
      resource.connectionName,
      resource.nativeId,
      resource.nativeType,
      resource.name,
      resource.account,
      resource.region,
      resource.zone,
      resource.site,
      resource.team,
      resource.owner,
      resource.status,
      resource.nativeStatus,
      resource.size,
      resource.gpuCount,
      resource.createdAt,
      resource.firstSeenAt,
      resource.lastSeenAt,
      resource.goneAt,
      resource.freshness,
    ]),
  );
}
