import type { WireRequest } from '../../wire/wire';

/** What a signed request says of its own signature. */
export interface SignatureClaim {
  accessKeyId: string;
  /** `YYYYMMDD` of the credential scope. */
  date: string;
  region: string;
  service: string;
  signedHeaders: string[];
  signature: string;
  /** The session token that came along; null for long-term keys. */
  sessionToken: string | null;
  /** `YYYYMMDDTHHMMSSZ`. */
  signedAt: string;
}

/** `missing`: nothing signed. `malformed`: says it is signed, but not so that it can be read. */
export type ParsedAuthorization = { claim: SignatureClaim } | { fault: 'missing' | 'malformed'; detail: string };

const scheme = /^AWS4-HMAC-SHA256 +(.*)$/s;

/** Reads the Authorization header of a signature version 4 request. */
export function parseAuthorization(request: WireRequest): ParsedAuthorization {
  const header = request.headers.authorization;
  if (header === undefined) return { fault: 'missing', detail: 'Request is missing Authentication Token' };
  const fields = new Map(
    (scheme.exec(header)?.[1] ?? '')
      .split(',')
      .map((field) => field.trim().split('=', 2))
      .map(([name, value]) => [name ?? '', value ?? '']),
  );
  const credential = (fields.get('Credential') ?? '').split('/');
  const signedHeaders = (fields.get('SignedHeaders') ?? '').split(';').filter((name) => name !== '');
  const signature = fields.get('Signature') ?? '';
  const signedAt = request.headers['x-amz-date'] ?? '';
  const [accessKeyId, date, region, service, terminator] = credential;
  if (!accessKeyId || !date || !region || !service || terminator !== 'aws4_request' || credential.length !== 5) {
    return { fault: 'malformed', detail: 'Authorization header requires a complete Credential parameter.' };
  }
  if (signedHeaders.length === 0 || signature === '') {
    return { fault: 'malformed', detail: "Authorization header requires 'SignedHeaders' and 'Signature' parameters." };
  }
  if (!/^\d{8}T\d{6}Z$/.test(signedAt) || !signedAt.startsWith(date)) {
    return {
      fault: 'malformed',
      detail: "Authorization header requires existence of a 'X-Amz-Date' header of the credential's date.",
    };
  }
  const sessionToken = request.headers['x-amz-security-token'] ?? null;
  return { claim: { accessKeyId, date, region, service, signedHeaders, signature, sessionToken, signedAt } };
}

/** The instant a `YYYYMMDDTHHMMSSZ` names. */
export function readSignedAt(text: string): Date {
  return new Date(text.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/, '$1-$2-$3T$4:$5:$6Z'));
}
