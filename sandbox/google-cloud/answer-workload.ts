import type { Answer } from '../wire/create-face-server';
import type { WireRequest } from '../wire/wire';
import type { Trust } from './identity/trust';
import { writeSubjectToken } from './identity/workload';
import { writeJson } from './write-reply';

const hourMs = 3_600_000;
const configurationPath = '/sandbox/external-account';
const tokenPath = '/sandbox/workload-token';

/**
 * Plays the workload's own platform, which is not Google's: tells the configuration of the federation, and gives tokens
 * to exchange. Null for every other path. No fault strikes here.
 */
export function answerWorkload({ account, workload }: Trust, request: WireRequest, now: Date): Answer | null {
  const origin = `https://${request.headers.host ?? ''}`;
  if (request.method !== 'GET') return null;
  if (request.path === tokenPath) {
    const token = writeSubjectToken(workload, now, new Date(now.getTime() + hourMs));
    return { response: writeJson({ id_token: token }), fault: null, believedNow: now };
  }
  if (request.path !== configurationPath) return null;
  const configuration = {
    type: 'external_account',
    universe_domain: 'googleapis.com',
    audience: workload.audience,
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    token_url: `${origin}/v1/token`,
    service_account_impersonation_url: `${origin}/v1/projects/-/serviceAccounts/${account.email}:generateAccessToken`,
    credential_source: {
      url: origin + tokenPath,
      format: { type: 'json', subject_token_field_name: 'id_token' },
    },
  };
  return { response: writeJson(configuration), fault: null, believedNow: now };
}
