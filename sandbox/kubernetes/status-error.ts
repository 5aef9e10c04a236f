/** What a refused request concerned. */
export interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  retryAfterSeconds?: number;
  causes?: { reason: string; message: string; field?: string }[];
}

interface StatusRequest {
  code: number;
  /** The machine's word for it, e.g. `Forbidden`. */
  reason: string;
  message: string;
  details?: StatusDetails;
  headers?: Record<string, string>;
  /** Set on a refused page: a token to go on with, from a state that is no longer the one pages before came from. */
  continueWith?: string;
}

/** A refusal in the API's own words. */
export class StatusError extends Error {
  readonly code: number;
  readonly headers: Record<string, string>;
  readonly document: Record<string, unknown>;

  constructor({ code, reason, message, details, headers = {}, continueWith }: StatusRequest) {
    super(message);
    this.code = code;
    this.headers = headers;
    this.document = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: continueWith === undefined ? {} : { continue: continueWith },
      status: 'Failure',
      message,
      reason,
      ...(details && { details }),
      code,
    };
  }
}
