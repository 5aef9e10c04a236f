import { EntraError } from './entra-error';

/** Asked for a token it calls the request invalid, asked where its endpoints are the tenant. */
export const noTenant = (named: string, error: 'invalid_request' | 'invalid_tenant') =>
  new EntraError(400, error, 90002, `Tenant '${named}' not found. Check that the tenant id is right.`);
export const noApplication = (named: string) =>
  new EntraError(400, 'unauthorized_client', 700016, `Application with identifier '${named}' was not found.`);
export const missingParameter = (name: string) =>
  new EntraError(400, 'invalid_request', 900144, `The request body must contain the following parameter: '${name}'.`);
export const unsupportedGrant = () =>
  new EntraError(400, 'unsupported_grant_type', 70003, 'The app requested an unsupported grant type.');
export const unknownScope = (scope: string) =>
  new EntraError(400, 'invalid_scope', 70011, `The provided value for scope '${scope}' is not valid.`);
export const unknownResource = (resource: string) =>
  new EntraError(400, 'invalid_resource', 500011, `The resource principal named ${resource} was not found.`);
export const missingCredential = () =>
  new EntraError(401, 'invalid_client', 7000218, 'The request body must contain client_assertion or client_secret.');
export const wrongSecret = () => new EntraError(401, 'invalid_client', 7000215, 'Invalid client secret provided.');
export const expiredSecret = () =>
  new EntraError(401, 'invalid_client', 7000222, 'The provided client secret keys are expired.');
export const wrongAssertion = (reason: string) =>
  new EntraError(401, 'invalid_client', 700027, `The client assertion could not be accepted: ${reason}`);
export const untimelyAssertion = () =>
  new EntraError(401, 'invalid_client', 700024, 'Client assertion is not within its valid time range.');
export const wrongAudience = () =>
  new EntraError(401, 'invalid_client', 700023, 'Client assertion audience claim does not match the realm issuer.');
export const wrongFederatedAudience = () =>
  new EntraError(401, 'invalid_client', 700212, 'No matching federated identity record found for the audience.');
export const unknownIssuer = () =>
  new EntraError(401, 'invalid_client', 700211, 'No matching federated identity record found for the issuer.');
export const unknownSubject = () =>
  new EntraError(401, 'invalid_client', 700213, 'No matching federated identity record found for the subject.');
export const blockedByPolicy = () =>
  new EntraError(400, 'access_denied', 53003, 'Access has been blocked by Conditional Access policies.');
export const throttledSignIn = (retryAfterSeconds: number | undefined) =>
  new EntraError(
    429,
    'temporarily_unavailable',
    90055,
    'There are too many incoming requests.',
    retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) },
  );
export const brokenSignIn = (status: number) =>
  new EntraError(status, 'temporarily_unavailable', 90033, 'A transient error has occurred. Try again.');
