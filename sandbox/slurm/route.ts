import { type Operation, operations } from './operations';
import { type DataParserVersion, readVersion } from './versions';

/** What a path asks for. */
export interface Route {
  /** As fault rules name it; empty for a path of none. */
  service: 'slurm' | 'slurmdb' | 'openapi' | '';
  version: DataParserVersion | null;
  /** Null where no such path is known to the version. */
  operation: Operation | null;
  /** The thing named, decoded; null for a list. */
  name: string | null;
}

/** Finds what a path asks for. A slash at the end makes no difference. */
export function findRoute(path: string): Route {
  const [service = '', versionName = '', first = '', ...rest] = path.replace(/^\/|\/$/g, '').split('/');
  const nowhere: Route = { service: '', version: null, operation: null, name: null };
  if (service === 'openapi' || service === 'openapi.json') return { ...nowhere, service: 'openapi' };
  if (service !== 'slurm' && service !== 'slurmdb') return nowhere;
  const version = readVersion(versionName);
  if (version === undefined || rest.length > 1) return { ...nowhere, service };
  const plugin = service === 'slurm' ? 'slurmctld' : 'slurmdbd';
  const operation = operations.find((candidate) => {
    const [stem, brace] = candidate.path.split('/');
    return candidate.plugin === plugin && stem === first && (brace === undefined) === (rest.length === 0);
  });
  const isKnown = operation !== undefined && operation.since <= version;
  const [encoded] = rest;
  return {
    service,
    version,
    operation: isKnown ? operation : null,
    name: encoded === undefined ? null : decode(encoded),
  };
}

/** A name that is not well encoded names nothing, and stays as it came. */
function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch (error) {
    if (error instanceof URIError) return encoded;
    throw error;
  }
}
