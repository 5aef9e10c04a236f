import { type ApiResource, qualifiedNameOf } from '../world/kubernetes/api-resources';
import type { Route } from './route';
import { StatusError } from './status-error';

export const unauthorized = () => new StatusError({ code: 401, reason: 'Unauthorized', message: 'Unauthorized' });

export function forbidden(user: string, route: Route): StatusError {
  const { verb, resource } = route;
  if (!resource) {
    return new StatusError({
      code: 403,
      reason: 'Forbidden',
      message: `forbidden: User "${user}" cannot ${verb} path "${route.path}"`,
      details: {},
    });
  }
  const { group, plural, subresource, namespace, name } = resource;
  const full = subresource === null ? plural : `${plural}/${subresource}`;
  const where = namespace === null ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  const subject = `${group === '' ? plural : `${plural}.${group}`}${name === null ? '' : ` "${name}"`}`;
  return new StatusError({
    code: 403,
    reason: 'Forbidden',
    message: `${subject} is forbidden: User "${user}" cannot ${verb} resource "${full}" in API group "${group}" ${where}`,
    details: { ...(name !== null && { name }), ...(group !== '' && { group }), kind: plural },
  });
}

/** What real servers say of a path they do not serve, whatever its shape. */
export const noSuchPath = () =>
  new StatusError({
    code: 404,
    reason: 'NotFound',
    message: 'the server could not find the requested resource',
    details: {},
  });

export function notFound(type: ApiResource, name: string): StatusError {
  return new StatusError({
    code: 404,
    reason: 'NotFound',
    message: `${qualifiedNameOf(type)} "${name}" not found`,
    details: { name, ...(type.group !== '' && { group: type.group }), kind: type.plural },
  });
}

export const badRequest = (message: string) => new StatusError({ code: 400, reason: 'BadRequest', message });

export const notAcceptable = () =>
  new StatusError({
    code: 406,
    reason: 'NotAcceptable',
    message: 'only the following media types are accepted: application/json, application/json;stream=watch',
  });

/** A page token older than what the server remembers. */
export const pageExpired = (continueWith: string) =>
  new StatusError({
    code: 410,
    reason: 'Expired',
    message:
      'The provided continue parameter is too old to display a consistent list result. ' +
      'Start a new list without it, or go on from a newer state with the token of this answer.',
    continueWith,
  });

/** A resource version older than what the server remembers. */
export const versionExpired = (asked: number, oldest: number) =>
  new StatusError({ code: 410, reason: 'Expired', message: `too old resource version: ${asked} (${oldest})` });

export const versionTooLarge = (asked: number, current: number) =>
  new StatusError({
    code: 504,
    reason: 'Timeout',
    message: `Too large resource version: ${asked}, current: ${current}`,
    details: {
      causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
      retryAfterSeconds: 1,
    },
  });

export function throttled(retryAfterSeconds: number | undefined): StatusError {
  return new StatusError({
    code: 429,
    reason: 'TooManyRequests',
    message: 'the server has received too many requests and has asked us to try again later',
    ...(retryAfterSeconds !== undefined && {
      details: { retryAfterSeconds },
      headers: { 'retry-after': String(retryAfterSeconds) },
    }),
  });
}

const brokenReasons = {
  500: 'InternalError',
  502: 'InternalError',
  503: 'ServiceUnavailable',
  504: 'Timeout',
} as const;

export function broken(code: 500 | 502 | 503 | 504): StatusError {
  return new StatusError({
    code,
    reason: brokenReasons[code],
    message:
      code === 500
        ? 'Internal error occurred: etcdserver: no leader'
        : 'the server is currently unable to handle the request',
  });
}
