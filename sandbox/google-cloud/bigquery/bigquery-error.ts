import type { WireResponse } from '../../wire/wire';
import { type ErrorStatus, GoogleError, httpStatusOf } from '../google-error';
import { writeJson } from '../write-reply';

/** BigQuery's older words for refusals, and the status where it is not the usual one. */
const reasons: Readonly<Record<ErrorStatus, { reason: string; code?: number; status?: ErrorStatus }>> = {
  INVALID_ARGUMENT: { reason: 'invalid' },
  FAILED_PRECONDITION: { reason: 'invalid' },
  UNAUTHENTICATED: { reason: 'authError' },
  PERMISSION_DENIED: { reason: 'accessDenied' },
  NOT_FOUND: { reason: 'notFound' },
  RESOURCE_EXHAUSTED: { reason: 'rateLimitExceeded', code: 403, status: 'PERMISSION_DENIED' },
  INTERNAL: { reason: 'internalError' },
  UNAVAILABLE: { reason: 'backendError' },
  DEADLINE_EXCEEDED: { reason: 'backendError' },
};

/** A refusal as BigQuery writes it. Who calls too often is told so with 403. */
export function writeBigQueryError(error: GoogleError): WireResponse {
  const { reason, code = httpStatusOf[error.status], status = error.status } = reasons[error.status];
  const isRate = reason === 'rateLimitExceeded';
  const message = isRate
    ? 'Exceeded rate limits: too many api requests per user per method for this user_method. For more information, see https://cloud.google.com/bigquery/docs/troubleshoot-quotas'
    : error.message;
  const errors = [{ message, domain: isRate ? 'usageLimits' : 'global', reason }];
  const response = writeJson({ error: { code, message, errors, status } }, code);
  return { ...response, headers: { ...response.headers, ...error.headers } };
}

/** The refusal of whoever lacks a permission on a project, dataset or table, which perhaps is not there. */
export function accessDenied(kind: 'Project' | 'Dataset' | 'Table', name: string, permission: string): GoogleError {
  const message =
    kind === 'Project'
      ? `Access Denied: Project ${name}: User does not have ${permission} permission in project ${name}.`
      : `Access Denied: ${kind} ${name}: Permission ${permission} denied on ${kind.toLowerCase()} ${name} (or it may not exist).`;
  return new GoogleError('PERMISSION_DENIED', message);
}

export function notFound(kind: 'Project' | 'Dataset' | 'Table', name: string): GoogleError {
  return new GoogleError('NOT_FOUND', `Not found: ${kind} ${name}`);
}
