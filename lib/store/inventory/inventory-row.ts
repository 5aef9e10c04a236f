import { toMachineOfResource } from '@/lib/domain/machine';
import type { Accelerator, InventoryItem } from '@/lib/domain/resource';
import { type Placement, placeResource, unplacedSite } from '@/lib/domain/site/placement';
import { applyTagRules } from '@/lib/domain/tag-rules';
import type { ContentParts } from './content-hash';
import type { ReadingConnection } from './inventory-scope';
import type { SearchedFields } from './search-text';
import { toStorableJson, toStorableText } from './storable-text';
import { toLinksText } from './stored-links';
import { toSoftwareText } from './stored-software';
import { toWorkloadText, type WorkloadText } from './workload-text';

/** A resource of one read, as its row will hold it. Null accelerators or tags: this read could not tell. */
export interface InventoryRow {
  kind: string;
  nativeId: string;
  nativeType: string;
  name: string;
  account: string;
  region: string;
  zone: string | null;
  /** As `placeResource` decides. */
  site: string;
  team: string | null;
  owner: string | null;
  status: string;
  nativeStatus: string | null;
  size: string | null;
  accelerators: string | null;
  gpuModel: string | null;
  gpuCount: number | null;
  /** The machine it is or runs on, as `MachineName`; null when it has none or it is not known. */
  machine: string | null;
  tags: string | null;
  /** JSON text of what its scheduler says; null where it is no piece of work, or this read was not told. */
  workload: string | null;
  /** JSON text of the links it has; null where this read was not told of any. */
  links: string | null;
  /** JSON text of the software it runs; null where this read was not told of any. */
  software: string | null;
  createdAt: Date | null;
  /** What the search will look in. */
  searched: SearchedFields;
  /** Whether the read told all of it: else name, size and creation are as stored, and the document stays. */
  detailed: boolean;
  raw: string;
  content: ContentParts;
}

export function toInventoryRow(item: InventoryItem, connection: ReadingConnection, placement: Placement): InventoryRow {
  const tags = item.tags === null ? null : sortTags(item.tags);
  const found = applyTagRules(tags ?? {}, connection.tagRules);
  const work = item.workload ? toWorkloadText(item.workload) : null;
  const row = {
    kind: item.kind,
    nativeId: toStorableText(item.nativeId),
    nativeType: toStorableText(item.nativeType),
    name: toStorableText(item.name),
    account: toStorableText(item.account),
    region: toStorableText(item.region),
    zone: toNullableText(item.zone),
    site: toStorableText(
      placeResource(
        { ...item, provider: connection.provider, taggedSite: found.site, tagsKnown: tags !== null },
        placement,
      ).site,
    ),
    team: found.team,
    owner: found.owner,
    status: item.status,
    nativeStatus: toNullableText(item.nativeStatus),
    size: toNullableText(item.size),
    accelerators: item.accelerators === null ? null : toStorableJson(JSON.stringify(item.accelerators)),
    ...countAccelerators(item.accelerators),
    machine: item.machine ?? toMachineOfResource(connection.provider, item.kind, item.nativeId),
    tags: tags === null ? null : JSON.stringify(tags),
    workload: work?.stored ?? null,
    links: item.links ? toLinksText(item.links) : null,
    software: item.software ? toSoftwareText(item.software) : null,
    createdAt: item.createdAt === null || Number.isNaN(item.createdAt.getTime()) ? null : item.createdAt,
    detailed: item.detailed,
    raw: toStorableJson(item.raw),
  };
  return {
    ...row,
    searched: { name: row.name, nativeId: row.nativeId, owner: row.owner, tags },
    content: toContentParts(row, work),
  };
}

/** The model that most of the devices are; all of them in the count. */
function countAccelerators(accelerators: Accelerator[] | null): { gpuModel: string | null; gpuCount: number | null } {
  if (accelerators === null) return { gpuModel: null, gpuCount: null };
  const most = accelerators.reduce<Accelerator | null>(
    (best, next) => (best === null || next.count > best.count ? next : best),
    null,
  );
  return {
    gpuModel: most === null ? null : toStorableText(most.model),
    gpuCount: accelerators.reduce((sum, { count }) => sum + count, 0),
  };
}

function toContentParts(row: Omit<InventoryRow, 'searched' | 'content'>, work: WorkloadText | null): ContentParts {
  const { size, accelerators, tags, name, owner, team, site, detailed, raw } = row;
  // Named one by one: taking away from a row what is not core takes several times as long.
  const {
    kind,
    nativeId,
    nativeType,
    account,
    region,
    zone,
    status,
    nativeStatus,
    machine,
    createdAt,
    links,
    software,
  } = row;
  const core = { kind, nativeId, nativeType, account, region, zone, status, nativeStatus, machine, createdAt };
  // What is certain of its site without tags holds at once.
  const isPlacedAnyway = tags === null && site !== unplacedSite;
  return {
    core:
      JSON.stringify(isPlacedAnyway ? { ...core, site } : core) +
      (work?.steady ?? '') +
      (links ?? '') +
      (software ?? ''),
    size: JSON.stringify(size),
    accelerators,
    // What tags decide belongs to their part: when a rule changes, the row changes; without tags, it stays.
    tags: tags === null ? null : JSON.stringify([tags, name, owner, team, site]),
    document: detailed ? raw + (work?.revised ?? '') : null,
  };
}

function sortTags(tags: Record<string, string>): Record<string, string> {
  const entries = Object.entries(tags).map(([key, value]) => [toStorableText(key), toStorableText(value)] as const);
  return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)));
}

function toNullableText(text: string | null): string | null {
  return text === null ? null : toStorableText(text);
}
