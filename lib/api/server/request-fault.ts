/** A request that is wrong as HTTP, before anyone asked whether it is allowed. */
export class RequestFault extends Error {
  readonly status: 400 | 408 | 415;

  constructor(status: 400 | 408 | 415, message: string) {
    super(message);
    this.name = 'RequestFault';
    this.status = status;
  }
}
