import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { WireRequest } from '../../wire/wire';
import type { SignatureClaim } from './parse-authorization';

/** Whether the request bears the signature its claim and `secretAccessKey` give. */
export function isSignedBy(request: WireRequest, claim: SignatureClaim, secretAccessKey: string): boolean {
  const expected = Buffer.from(computeSignature(request, claim, secretAccessKey), 'hex');
  const given = Buffer.from(claim.signature, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Whether the payload hash the request announces, if any, is that of its body. */
export function announcesItsBody(request: WireRequest): boolean {
  const announced = request.headers['x-amz-content-sha256'];
  return announced === undefined || announced === 'UNSIGNED-PAYLOAD' || announced === sha256(request.body);
}

function computeSignature(request: WireRequest, claim: SignatureClaim, secretAccessKey: string): string {
  const scope = `${claim.date}/${claim.region}/${claim.service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', claim.signedAt, scope, sha256(canonicalRequest(request, claim))].join('\n');
  const key = [claim.date, claim.region, claim.service, 'aws4_request'].reduce<Buffer | string>(
    (secret, part) => hmac(secret, part),
    `AWS4${secretAccessKey}`,
  );
  return hmac(key, text).toString('hex');
}

function canonicalRequest(request: WireRequest, claim: SignatureClaim): string {
  const headers = claim.signedHeaders.map(
    (name) => `${name}:${(request.headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`,
  );
  return [
    request.method,
    canonicalPath(request.path, claim.service),
    canonicalQuery(request.rawQuery),
    headers.join(''),
    claim.signedHeaders.join(';'),
    request.headers['x-amz-content-sha256'] ?? sha256(request.body),
  ].join('\n');
}

/** S3 signs the path as sent; every other service encodes it once more. */
function canonicalPath(path: string, service: string): string {
  return service === 's3' ? path : path.split('/').map(encode).join('/');
}

function canonicalQuery(rawQuery: string): string {
  return rawQuery
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const separator = pair.indexOf('=');
      const [name, value] = separator < 0 ? [pair, ''] : [pair.slice(0, separator), pair.slice(separator + 1)];
      return `${encode(decode(name))}=${encode(decode(value))}`;
    })
    .sort()
    .join('&');
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Broken escapes stay as they are: such a request then fails its signature, not the server. */
function decode(text: string): string {
  return /%(?![0-9a-f]{2})/i.test(text) ? text : decodeURIComponent(text);
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
