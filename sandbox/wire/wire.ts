/** A request as it came over the wire. */
export interface WireRequest {
  method: string;
  /** Path exactly as sent, without the query. */
  path: string;
  rawQuery: string;
  /** Decoded query parameters; of a repeated one, the last. */
  query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: Buffer;
  /** SHA-256 fingerprint of the certificate the caller showed, colon-separated; null when it showed none. */
  clientFingerprint: string | null;
}

/** A response ready to be sent. */
export interface WireResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** Sent instead of the body. */
  bytes?: Uint8Array;
  /** What the headers say of the length where no body is sent; absent: nothing is there. */
  length?: number;
  /** Sent after the body, as it comes; the response ends when it does. Closed early when the caller hangs up. */
  stream?: AsyncIterable<string>;
}
