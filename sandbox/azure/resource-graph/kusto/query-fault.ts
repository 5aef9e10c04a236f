/** A query that the face cannot read or answer; says what is wrong with it. */
export class QueryFault extends Error {
  /** The vendor's code of what is wrong. */
  readonly code: 'ParserFailure' | 'UnknownFunction' | 'InvalidTable' | 'InvalidColumn';

  constructor(code: QueryFault['code'], message: string) {
    super(message);
    this.name = 'QueryFault';
    this.code = code;
  }
}
