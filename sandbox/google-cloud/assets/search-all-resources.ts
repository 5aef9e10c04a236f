import type { GoogleRecord } from '../../world/google-cloud/records';
import { type Call, integerOf } from '../call';
import { type Document, timestamp } from '../documents/write';
import { invalidArgument } from '../google-error';
import { pageOf } from '../paging';
import { type AssetType, assetTypeOf, matchAssetTypes } from './asset-types';
import { attributesOf, displayNameOf, documentOf, placeOf, stateOf } from './describe-asset';
import { parseOrder, parseQuery } from './query';
import type { Scope } from './scope';

const defaultSize = 100;
const mostResults = 500;

/** Fields a result may hold; those of `onRequest` come only when the mask names them. */
const fields = [
  'name',
  'assetType',
  'project',
  'folders',
  'organization',
  'displayName',
  'description',
  'location',
  'labels',
  'tags',
  'effectiveTags',
  'networkTags',
  'kmsKeys',
  'createTime',
  'updateTime',
  'state',
  'additionalAttributes',
  'parentFullResourceName',
  'parentAssetType',
] as const;
const onRequest = [
  'kmsKey',
  'versionedResources',
  'attachedResources',
  'relationships',
  'tagKeys',
  'tagValues',
  'tagValueIds',
  'enrichments',
  'sccSecurityMarks',
] as const;

/** Answers `cloudasset … :searchAllResources`. */
export function searchAllResources(call: Call, scope: Scope): unknown {
  const { query, world } = call;
  const types = typesOf(query);
  const mask = readMask(query.get('readMask') ?? '');
  const size = integerOf(query, 'pageSize', defaultSize);
  if (size === null || size < 0) throw invalidArgument('The page_size must not be negative.');
  const statement = query.get('query') ?? '';
  const orderBy = query.get('orderBy') ?? '';
  const { items, nextPageToken } = pageOf({
    items: find(types, scope, statement, orderBy, world),
    keyOf: ({ fullName }) => fullName,
    size: size === 0 ? defaultSize : Math.min(size, mostResults),
    token: query.get('pageToken') ?? '',
    question: ['search', scope.name, types.map(({ name }) => name), statement, orderBy],
    signingKey: call.trust.signingKey,
    fault: call.fault,
  });
  return {
    ...(items.length === 0 ? {} : { results: items.map((record) => writeResult(record, mask)) }),
    ...(nextPageToken === undefined ? {} : { nextPageToken }),
  };
}

/** The types asked for; a pattern that names none is refused. */
export function typesOf(query: URLSearchParams): AssetType[] {
  const patterns = query.getAll('assetTypes').flatMap((text) => text.split(','));
  const types = matchAssetTypes(patterns);
  if (!types) throw invalidArgument(`No supported asset type matches: ${patterns.join(', ')}.`);
  return types;
}

/** The last questions' answers: pages of one question come one after another. */
const recent = new WeakMap<object, Map<string, readonly GoogleRecord[]>>();

function find(
  types: readonly AssetType[],
  scope: Scope,
  statement: string,
  orderBy: string,
  world: Call['world'],
): readonly GoogleRecord[] {
  const answers = recent.get(world) ?? new Map<string, readonly GoogleRecord[]>();
  recent.set(world, answers);
  const question = JSON.stringify([types.map(({ name }) => name), scope.name, statement, orderBy]);
  const known = answers.get(question);
  if (known) return known;
  const test = statement === '' ? null : parseQuery(statement);
  const found = types.flatMap(({ kind }): GoogleRecord[] =>
    world.list(kind).filter((record) => scope.contains(record) && (test === null || test(record))),
  );
  if (orderBy !== '') found.sort(parseOrder(orderBy));
  answers.set(question, found);
  return found;
}

function readMask(mask: string): ReadonlySet<string> {
  if (mask === '') return new Set(fields);
  const known: readonly string[] = [...fields, ...onRequest];
  const paths = mask
    .split(',')
    .map((path) => path.trim().replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()));
  if (paths.includes('*')) return new Set(known);
  for (const path of paths) {
    if (!known.includes(path.split('.')[0] ?? '')) throw invalidArgument(`Invalid field path in read_mask: "${path}".`);
  }
  return new Set(paths.map((path) => path.split('.')[0] ?? ''));
}

function writeResult(record: GoogleRecord, mask: ReadonlySet<string>): Document {
  const place = placeOf(record);
  const type = assetTypeOf(record.kind);
  const state = stateOf(record);
  const attributes = attributesOf(record);
  const result: Document = {
    name: record.fullName,
    assetType: type.name,
    ...(place.project === null ? {} : { project: place.project }),
    ...(place.folders.length === 0 ? {} : { folders: place.folders }),
    organization: place.organization,
    displayName: displayNameOf(record),
    ...(record.kind === 'organization' || record.kind === 'folder' ? {} : { location: record.location }),
    ...(Object.keys(record.labels).length === 0 ? {} : { labels: record.labels }),
    ...(record.kind === 'instance' ? { networkTags: record.networkTags } : {}),
    // A node pool's own API does not say when it was made.
    ...(record.kind === 'node-pool' ? {} : { createTime: timestamp(record.createdAt) }),
    ...(tellsItsUpdate(record) ? { updateTime: timestamp(record.updatedAt) } : {}),
    ...(state === null ? {} : { state }),
    ...(attributes === null ? {} : { additionalAttributes: attributes }),
    ...(place.parent === null
      ? {}
      : { parentFullResourceName: place.parent.fullName, parentAssetType: place.parent.assetType }),
  };
  const shown = Object.fromEntries(Object.entries(result).filter(([field]) => mask.has(field)));
  if (!mask.has('versionedResources')) return shown;
  return { ...shown, versionedResources: [{ version: type.version, resource: documentOf(record) }] };
}

function tellsItsUpdate({ kind }: GoogleRecord): boolean {
  return ['bucket', 'run-service', 'model', 'endpoint', 'custom-job', 'organization', 'folder', 'project'].includes(
    kind,
  );
}
