import type { GoogleRecord } from '../../world/google-cloud/records';
import { type Call, integerOf } from '../call';
import type { Document } from '../documents/write';
import { invalidArgument } from '../google-error';
import { pageOf } from '../paging';
import { assetTypeOf } from './asset-types';
import { documentOf, placeOf } from './describe-asset';
import type { Scope } from './scope';
import { typesOf } from './search-all-resources';

const defaultSize = 100;
const mostAssets = 1000;
const contentTypes = ['', 'CONTENT_TYPE_UNSPECIFIED', 'RESOURCE'];

/** Answers `cloudasset … /assets`, for resources; policies and the like are not played. */
export function listAssets(call: Call, scope: Scope): unknown {
  const { query, world } = call;
  const contentType = query.get('contentType') ?? '';
  if (!contentTypes.includes(contentType)) {
    throw invalidArgument(`The content type "${contentType}" is not supported by this face.`);
  }
  const types = typesOf(query);
  const size = integerOf(query, 'pageSize', defaultSize);
  if (size === null || size < 0 || size > mostAssets) throw invalidArgument('The page_size must be from 1 to 1000.');
  const { items, nextPageToken } = pageOf({
    items: types.flatMap(({ kind }): GoogleRecord[] => world.list(kind).filter((record) => scope.contains(record))),
    keyOf: ({ fullName }) => fullName,
    size: size === 0 ? defaultSize : size,
    token: query.get('pageToken') ?? '',
    question: ['list', scope.name, types.map(({ name }) => name), contentType],
    signingKey: call.trust.signingKey,
    fault: call.fault,
  });
  return {
    readTime: call.worldNow.toISOString(),
    ...(items.length === 0 ? {} : { assets: items.map((record) => writeAsset(record, contentType === 'RESOURCE')) }),
    ...(nextPageToken === undefined ? {} : { nextPageToken }),
  };
}

function writeAsset(record: GoogleRecord, withResource: boolean): Document {
  const type = assetTypeOf(record.kind);
  const { ancestors } = placeOf(record);
  const asset = {
    name: record.fullName,
    assetType: type.name,
    ancestors,
    updateTime: record.updatedAt.toISOString(),
  };
  if (!withResource) return asset;
  return {
    ...asset,
    resource: {
      version: type.version,
      discoveryDocumentUri: type.discoveryUri,
      discoveryName: type.discoveryName,
      ...parentOf(record),
      data: documentOf(record),
      ...('location' in record && record.kind !== 'organization' ? { location: record.location } : {}),
    },
  };
}

/** A list names the parent by its number. */
function parentOf(record: GoogleRecord): Document {
  const { parent, project } = placeOf(record);
  if (parent === null) return {};
  const isInProject = parent.assetType === 'cloudresourcemanager.googleapis.com/Project';
  return {
    parent: isInProject && project !== null ? `//cloudresourcemanager.googleapis.com/${project}` : parent.fullName,
  };
}
