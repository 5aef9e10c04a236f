/** The vendor's wire protocols, as its published models name them. */
export type Protocol = 'ec2' | 'query' | 'json' | 'rest-json' | 'rest-xml';

/** A request as it came over the wire. */
export interface WireRequest {
  method: string;
  /** Path and query exactly as sent. */
  path: string;
  rawQuery: string;
  /** Decoded query parameters; of a repeated one, the last. */
  query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

/** A response ready to be sent. */
export interface WireResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}
