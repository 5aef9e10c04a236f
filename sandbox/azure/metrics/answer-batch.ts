import type { WireRequest, WireResponse } from '../../wire/wire';
import type { Call } from '../call';
import { badRequest } from '../refusals';

export function regionOfBatch(_request: WireRequest): string {
  return 'global';
}

export function answerBatch(_call: Call): WireResponse {
  throw badRequest('BadRequest', 'No metrics.');
}
