import type { WireResponse } from '../wire/wire';
import { type Plugin, type SlurmFault, toEnvelope } from './envelope';
import type { DataParserVersion } from './versions';

const plainText = { 'content-type': 'text/plain' };

/** The body is read with the status: slurmrestd answers most failures with a whole envelope. */
export function failed(
  status: number,
  version: DataParserVersion,
  plugin: Plugin,
  fault: SlurmFault,
  lists: Record<string, unknown> = {},
): WireResponse {
  const body = JSON.stringify({ ...lists, ...toEnvelope(version, plugin, [fault]) });
  return { status, headers: { 'content-type': 'application/json' }, body };
}

/** A path no plugin answers: unknown, or of a version that is not loaded. */
export function unknownPath(): WireResponse {
  const body =
    "Unable to find requested URL endpoint. Please query the '/openapi/v3' endpoint or visit 'https://slurm.schedmd.com/rest_api.html' for the OpenAPI specification which includes a list of all possible slurmrestd endpoints.";
  return { status: 404, headers: plainText, body };
}

export function unknownMethod(): WireResponse {
  return { status: 405, headers: plainText, body: 'Requested REST method is not defined at URL path' };
}

/** A request that names no user in a way slurmrestd knows. */
export function unauthenticated(): WireResponse {
  return { status: 401, headers: plainText, body: 'Authentication does not apply to request' };
}

/** The controller does not take the token. */
export function rejectedToken(operation: string): SlurmFault {
  return {
    number: 1007,
    error: 'Protocol authentication error',
    description: `Unable to query ${operation}`,
    source: `slurm_load_${operation}()`,
  };
}

/** The site keeps this to its operators (PrivateData). */
export function accessDenied(operation: string): SlurmFault {
  return {
    number: 2002,
    error: 'Access/permission denied',
    description: `Unable to query ${operation}`,
    source: `slurm_load_${operation}()`,
  };
}

/** slurmrestd runs, the controller does not answer it. */
export function controllerAway(operation: string): SlurmFault {
  return {
    number: 1800,
    error: 'Unable to contact slurm controller (connect failure)',
    description: `Unable to query ${operation}`,
    source: `slurm_load_${operation}()`,
  };
}

/** What the proxy in front of slurmrestd says of too many calls: slurmrestd itself sets no limit. */
export function tooManyRequests(retryAfterSeconds: number | undefined): WireResponse {
  return {
    status: 429,
    headers: {
      ...plainText,
      ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
    },
    body: 'Too Many Requests\n',
  };
}
