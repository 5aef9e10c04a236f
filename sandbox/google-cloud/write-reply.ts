import type { WireResponse } from '../wire/wire';
import { type GoogleError, httpStatusOf, type TokenError } from './google-error';

const json = { 'content-type': 'application/json; charset=UTF-8', vary: 'Origin, X-Origin, Referer' };

export function writeJson(body: unknown, status = 200): WireResponse {
  return writeJsonText(`${JSON.stringify(body, null, 2)}\n`, status);
}

/** The same of what is JSON already. */
export function writeJsonText(body: string, status = 200): WireResponse {
  return { status, headers: { ...json, 'cache-control': 'private' }, body };
}

/** A refusal in the JSON dialect of Google's APIs. */
export function writeError({ status, message, info, headers }: GoogleError): WireResponse {
  const code = httpStatusOf[status];
  const details = info === null ? [] : [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', ...info }];
  const body = { error: { code, message, status, ...(details.length === 0 ? {} : { details }) } };
  const response = writeJson(body, code);
  return { ...response, headers: { ...response.headers, ...headers } };
}

/** A refusal in OAuth's dialect. */
export function writeTokenError({ code, message, httpStatus, headers }: TokenError): WireResponse {
  const response = writeJson({ error: code, error_description: message }, httpStatus);
  return { ...response, headers: { ...response.headers, ...headers } };
}

/** What stands before Google's own servers says when they cannot be reached: a page, not JSON. */
export function writeFrontEndFailure(status: 502): WireResponse {
  const body = `<!DOCTYPE html>
<html lang=en>
  <title>Error ${status} (Server Error)!!1</title>
  <p><b>${status}.</b> That is an error.
  <p>The server encountered a temporary error and could not complete your request.
</html>
`;
  return { status, headers: { 'content-type': 'text/html; charset=UTF-8' }, body };
}
