import type { WireResponse } from '../../wire/wire';
import type { Call } from '../call';
import type { ExportStore } from '../exports/export-store';
import type { BlobRoute } from '../route';
import { containers } from './containers';
import { readListQuery } from './list-query';
import { element, escapeXml, xmlResponse } from './xml';

const createdAt = new Date('2025-04-28T09:15:31Z').toUTCString();

/** Answers the containers of an account. */
export function listContainers(_: ExportStore, { storageAccount }: BlobRoute, call: Call): WireResponse {
  const query = readListQuery(call, ['containers', storageAccount]);
  const found = call.fault?.kind === 'empty-success' ? [] : containers.filter((name) => name.startsWith(query.prefix));
  const { page, nextMarker } = query.pageOf(found, (name) => name);
  const listed = page.map(
    (name) =>
      `<Container>${element('Name', name)}<Properties>${element('Last-Modified', createdAt)}<Etag>"0x8DD86313A1F2B70"</Etag><LeaseStatus>unlocked</LeaseStatus><LeaseState>available</LeaseState><DefaultEncryptionScope>$account-encryption-key</DefaultEncryptionScope><DenyEncryptionScopeOverride>false</DenyEncryptionScopeOverride><HasImmutabilityPolicy>false</HasImmutabilityPolicy><HasLegalHold>false</HasLegalHold><ImmutableStorageWithVersioningEnabled>false</ImmutableStorageWithVersioningEnabled></Properties></Container>`,
  );
  const endpoint = escapeXml(`${call.origin}/${storageAccount}/`);
  return xmlResponse(
    200,
    `<EnumerationResults ServiceEndpoint="${endpoint}">${query.echo}<Containers>${listed.join('')}</Containers>${element('NextMarker', nextMarker)}</EnumerationResults>`,
  );
}
