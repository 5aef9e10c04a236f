import type { WireResponse } from '../wire/wire';
import type { Scope } from './assets/scope';
import type { Call } from './call';
import type { GoogleError, Quota } from './google-error';

/** One operation of one of Google's APIs. */
export interface Operation {
  /** What faults are narrowed by: `cloudasset`, `monitoring`, `cloudresourcemanager`. */
  service: string;
  /** E.g. `searchAllResources`. */
  name: string;
  method: 'GET' | 'POST';
  /** Against the decoded path; what it catches are the call's parameters, the first a container where it has one. */
  path: RegExp;
  /** What the caller must be allowed on the container; null where anyone may ask. */
  permission: string | null;
  /** Published limit, enforced when the face is asked to. */
  quota?: Quota;
  /** How the API writes a refusal; absent: as most of Google's do. */
  writeError?(error: GoogleError): WireResponse;
  /** The answer to be written as JSON, or the promise of one. */
  run(call: Call, scope: Scope | null): unknown;
}

export function hostOf({ service }: Operation): string {
  return `${service}.googleapis.com`;
}
