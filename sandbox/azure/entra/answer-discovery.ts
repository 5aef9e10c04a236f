import type { WireResponse } from '../../wire/wire';
import { tenant } from '../../world/azure/geography';
import { jsonResponse } from '../azure-error';

/** What clients ask first: which hosts belong together as one cloud. */
export function answerInstanceDiscovery(origin: string): WireResponse {
  const { host } = new URL(origin);
  return jsonResponse(200, {
    tenant_discovery_endpoint: `${origin}/${tenant.id}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  });
}

/** Where the directory's endpoints are. */
export function answerOpenIdConfiguration(origin: string, named: string): WireResponse {
  return jsonResponse(200, {
    token_endpoint: `${origin}/${named}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
    jwks_uri: `${origin}/${named}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'token'],
    scopes_supported: ['openid', 'profile', 'offline_access'],
    issuer: `${origin}/${tenant.id}/v2.0`,
    authorization_endpoint: `${origin}/${named}/oauth2/v2.0/authorize`,
    tenant_region_scope: 'EU',
    cloud_instance_name: new URL(origin).host,
  });
}

/** Nobody but the face reads its access tokens, so it shows no keys. */
export function answerKeys(): WireResponse {
  return jsonResponse(200, { keys: [] });
}
