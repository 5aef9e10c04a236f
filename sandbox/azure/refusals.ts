import { application } from '../world/azure/geography';
import { AzureError } from './azure-error';

/** Which of the vendor's services words a refusal. */
export type AzureService = 'resourcemanager' | 'resourcegraph' | 'metrics' | 'costmanagement';

export function missingToken(): AzureError {
  return new AzureError(401, 'AuthenticationFailed', "Authentication failed. The 'Authorization' header is missing.", {
    headers: { 'www-authenticate': challenge },
  });
}

export function invalidToken(reason: string): AzureError {
  return new AzureError(401, 'InvalidAuthenticationToken', `The access token is invalid: ${reason}`, {
    headers: { 'www-authenticate': `${challenge}, error="invalid_token", error_description="${reason}"` },
  });
}

export function expiredToken(at: Date): AzureError {
  const message = `The access token expiry UTC time is earlier than current UTC time '${at.toISOString()}'.`;
  return new AzureError(401, 'ExpiredAuthenticationToken', message, {
    headers: { 'www-authenticate': `${challenge}, error="invalid_token", error_description="The token has expired."` },
  });
}

const challenge = 'Bearer authorization_uri="https://login.windows.net/"';

export function forbidden(action: string, scope: string): AzureError {
  const who = `The client '${application.clientId}' with object id '${application.objectId}'`;
  return new AzureError(
    403,
    'AuthorizationFailed',
    `${who} does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid.`,
  );
}

export function throttled(service: AzureService, retryAfterSeconds: number | undefined): AzureError {
  const headers: Record<string, string> = {};
  if (retryAfterSeconds !== undefined) headers['retry-after'] = String(retryAfterSeconds);
  if (service === 'resourcegraph') {
    headers['x-ms-user-quota-remaining'] = '0';
    headers['x-ms-user-quota-resets-after'] = toTimeSpan(retryAfterSeconds ?? 5);
    return new AzureError(429, 'RateLimiting', 'The request was refused to protect the service for everybody.', {
      headers,
      details: [{ code: 'RateLimiting', message: 'Too many queries were sent. Wait before sending the next.' }],
    });
  }
  if (service === 'costmanagement') {
    if (retryAfterSeconds !== undefined) {
      headers['x-ms-ratelimit-microsoft.costmanagement-entity-retry-after'] = String(retryAfterSeconds);
      headers['x-ms-ratelimit-microsoft.costmanagement-qpu-retry-after'] = String(retryAfterSeconds);
    }
    return new AzureError(429, '429', 'Too many requests. Please retry.', { headers });
  }
  const code = service === 'metrics' ? 'TooManyRequests' : 'SubscriptionRequestsThrottled';
  return new AzureError(429, code, 'The number of requests has exceeded what is allowed. Try again later.', {
    headers,
  });
}

export function broken(status: number): AzureError {
  return status === 500
    ? new AzureError(status, 'InternalServerError', 'An error has occurred within the service.')
    : new AzureError(status, 'ServiceUnavailable', 'The service cannot answer at this time. Try again later.');
}

export function badRequest(code: string, message: string): AzureError {
  return new AzureError(400, code, message);
}

/** How the vendor writes a span of whole seconds. */
export function toTimeSpan(seconds: number): string {
  const part = (value: number) => String(value).padStart(2, '0');
  return `${part(Math.floor(seconds / 3600))}:${part(Math.floor(seconds / 60) % 60)}:${part(seconds % 60)}`;
}
