import type { WireResponse } from '../../wire/wire';
import type { Call } from '../call';
import { judgeAccessToken } from '../entra/access-token';
import { storageAudiences } from '../entra/audiences';
import type { Directory } from '../entra/directory';
import { destination } from '../exports/definitions';
import type { ExportStore } from '../exports/export-store';
import type { BlobRoute } from '../route';
import * as errors from './blob-error';
import { getBlob } from './get-blob';
import { listBlobs } from './list-blobs';
import { listContainers } from './list-containers';

/** The service a caller may ask for without saying which version; a caller with a token must say it. */
const oldest = '2017-11-09';

/** Answers a call of the Blob service. The console reads data in one account, that of the exports. */
export function answerBlob(directory: Directory, store: ExportStore, route: BlobRoute, call: Call): WireResponse {
  const { requestId, request } = call;
  const headers = {
    server: 'Windows-Azure-Blob/1.0 Microsoft-HTTPAPI/2.0',
    'x-ms-request-id': requestId,
    'x-ms-version': request.headers['x-ms-version'] ?? oldest,
  };
  try {
    admit(directory, route, call);
    const response = operations[route.operation](store, route, call);
    return { ...response, headers: { ...headers, ...response.headers } };
  } catch (error) {
    if (!(error instanceof errors.BlobError)) throw error;
    const response = errors.writeBlobError(error, requestId, call.now);
    return { ...response, headers: { ...headers, ...response.headers } };
  }
}

const operations = {
  listContainers,
  listBlobs,
  getBlob,
  getBlobProperties: getBlob,
} as const;

function admit(directory: Directory, { storageAccount }: BlobRoute, { fault, request, now, world }: Call): void {
  if (!world.list('microsoft.storage/storageaccounts').some(({ record }) => record.name === storageAccount)) {
    throw new errors.BlobError(404, 'ResourceNotFound', 'The specified resource does not exist.');
  }
  if (fault?.kind === 'expired-credentials') throw errors.badToken('expired');
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) throw errors.noCredentials();
  if ((request.headers['x-ms-version'] ?? '') < oldest) {
    throw new errors.BlobError(
      400,
      'MissingRequiredHeader',
      'An HTTP header that’s mandatory for this request is not specified.',
      { detail: { HeaderName: 'x-ms-version' } },
    );
  }
  const { fault: wrong } = judgeAccessToken(directory.tokenKey, token, storageAudiences, now);
  if (wrong !== null) throw errors.badToken(wrong);
  if (fault?.kind === 'throttle') throw errors.busy(fault.retryAfterSeconds);
  if (fault?.kind === 'server-error') throw errors.broken(fault.status);
  if (fault?.kind === 'missing-permission' || storageAccount !== destination.account) throw errors.notPermitted();
}
