/** A refusal in the vendor's words, written by the protocol of the endpoint that was asked. */
export class AwsError extends Error {
  /** The vendor's code, e.g. `UnauthorizedOperation`. */
  readonly code: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Members some errors carry beside code and message. */
  readonly detail: Readonly<Record<string, string>>;

  constructor(
    code: string,
    message: string,
    status: number,
    { headers = {}, detail = {} }: { headers?: Record<string, string>; detail?: Record<string, string> } = {},
  ) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.status = status;
    this.headers = headers;
    this.detail = detail;
  }
}
