import type { WireResponse } from '../../wire/wire';
import { idOf, providerNameOf, spellingOf } from '../../world/azure/resource-id';
import { AzureError, jsonResponse } from '../azure-error';
import type { Call } from '../call';
import { documentOf } from '../documents/document-of';

/** Answers one resource by its id, in Resource Manager's spelling of its type. */
export function getResource({ world, request }: Call): WireResponse {
  const id = decodeURIComponent(request.path);
  const record = world.find(id);
  if (!record) {
    const named = id.split('/providers/').at(-1);
    throw new AzureError(404, 'ResourceNotFound', `The Resource '${named}' was not found.`);
  }
  return jsonResponse(200, {
    id: idOf(record),
    name: providerNameOf(record),
    type: spellingOf(record.type),
    location: record.region,
    tags: record.tags,
    ...documentOf(record),
  });
}
