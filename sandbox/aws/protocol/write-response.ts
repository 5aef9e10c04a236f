import type { WireResponse } from '../../wire/wire';
import type { AwsError } from '../aws-error';
import type { Protocol } from './protocol';
import type { WireDocument } from './wire-value';
import { writeJson } from './write-json';
import { writeXml } from './write-xml';

/** What an operation answers: status 200 unless it says another. A null document is an empty body. */
export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  /** Name of the XML root, for protocols where the operation does not decide it. */
  root?: string;
  document: WireDocument | string | null;
  /** Sent instead of a document. */
  bytes?: Uint8Array;
  /** How long what is asked for is, where only its headers are sent. */
  length?: number;
}

export interface Dialect {
  protocol: Protocol;
  /** XML namespace, for the XML protocols. */
  namespace?: string;
  /** Of the JSON protocol; 1.1 when absent. */
  jsonVersion?: '1.0';
  /**
   * Of services that moved from the query protocol to another: what each code was there, where it was another. They
   * tell it in a header beside the new one, and alone to whoever still asks by the old protocol.
   */
  queryCodes?: ReadonlyMap<string, string>;
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Writes an operation's answer the way the endpoint's protocol does. */
export function writeReply(dialect: Dialect, operation: string, reply: Reply, requestId: string): WireResponse {
  const { status = 200, headers = {}, document } = reply;
  return {
    status,
    headers: { ...contentType(dialect), ...requestIdHeader(dialect.protocol, requestId), ...headers },
    body:
      document === null
        ? ''
        : typeof document === 'string'
          ? document
          : writeBody(dialect, operation, reply.root, document, requestId),
    ...(reply.bytes && { bytes: reply.bytes }),
    ...(reply.length !== undefined && { length: reply.length }),
  };
}

function writeBody(
  { protocol, namespace }: Dialect,
  operation: string,
  root: string | undefined,
  document: WireDocument,
  requestId: string,
): string {
  const xmlns = namespace === undefined ? '' : ` xmlns="${namespace}"`;
  switch (protocol) {
    case 'ec2':
      return `${declaration}<${operation}Response${xmlns}><requestId>${requestId}</requestId>${writeXml(document, 'item')}</${operation}Response>`;
    case 'query':
      return `<${operation}Response${xmlns}><${operation}Result>${writeXml(document, 'member')}</${operation}Result><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`;
    case 'rest-xml': {
      const name = root ?? `${operation}Result`;
      return `${declaration}<${name}${xmlns}>${writeXml(document, 'member')}</${name}>`;
    }
    case 'json':
    case 'rest-json':
      return writeJson(document);
  }
}

/** Writes a refusal the way the endpoint's protocol does. */
export function writeError(dialect: Dialect, error: AwsError, requestId: string, hasBody = true): WireResponse {
  const { protocol, namespace, queryCodes } = dialect;
  const { code, message, status, detail } = error;
  const headers = { ...contentType(dialect), ...requestIdHeader(protocol, requestId), ...error.headers };
  const queryCode = queryCodes?.get(code) ?? code;
  switch (protocol) {
    case 'ec2':
      return {
        status,
        headers,
        body: `${declaration}<Response><Errors><Error>${writeXml({ Code: code, Message: message, ...detail }, 'item')}</Error></Errors><RequestID>${requestId}</RequestID></Response>`,
      };
    case 'query': {
      const xmlns = namespace === undefined ? '' : ` xmlns="${namespace}"`;
      const type = status < 500 ? 'Sender' : 'Receiver';
      return {
        status,
        headers,
        body: `<ErrorResponse${xmlns}><Error>${writeXml({ Type: type, Code: queryCode, Message: message, ...detail }, 'member')}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
      };
    }
    case 'rest-xml':
      return {
        status,
        headers,
        body: hasBody
          ? `${declaration}<Error>${writeXml({ Code: code, Message: message, ...detail, RequestId: requestId, HostId: hostIdOf(requestId) }, 'member')}</Error>`
          : '',
      };
    case 'json': {
      const fault = status < 500 ? 'Sender' : 'Receiver';
      const query: Record<string, string> = queryCodes ? { 'x-amzn-query-error': `${queryCode};${fault}` } : {};
      return { status, headers: { ...headers, ...query }, body: writeJson({ __type: code, message, ...detail }) };
    }
    case 'rest-json':
      return { status, headers: { ...headers, 'x-amzn-errortype': code }, body: writeJson({ message, ...detail }) };
  }
}

function contentType({
  protocol,
  jsonVersion = '1.1',
}: Pick<Dialect, 'protocol'> & { jsonVersion?: string }): Record<string, string> {
  switch (protocol) {
    case 'ec2':
      return { 'content-type': 'text/xml;charset=UTF-8' };
    case 'query':
      return { 'content-type': 'text/xml' };
    case 'rest-xml':
      return { 'content-type': 'application/xml' };
    case 'json':
      return { 'content-type': `application/x-amz-json-${jsonVersion}` };
    case 'rest-json':
      return { 'content-type': 'application/json' };
  }
}

function requestIdHeader(protocol: Protocol, requestId: string): Record<string, string> {
  if (protocol === 'rest-xml') return { 'x-amz-request-id': requestId, 'x-amz-id-2': hostIdOf(requestId) };
  return { 'x-amzn-requestid': requestId };
}

function hostIdOf(requestId: string): string {
  return Buffer.from(`${requestId}${requestId}`).toString('base64').slice(0, 76);
}
