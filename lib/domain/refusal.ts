export type RefusalKind =
  | 'unauthenticated'
  | 'denied'
  | 'not-found'
  | 'conflict'
  | 'invalid'
  | 'too-large'
  | 'too-many'
  | 'unavailable';

export interface FieldFault {
  /** Dotted path of the field, empty for the whole input. */
  path: string;
  message: string;
}

/** A request we will not carry out, with a reason fit to show. Thrown by views and commands, mapped once at the edge. */
export class Refusal extends Error {
  readonly kind: RefusalKind;
  readonly errors: FieldFault[];

  constructor(kind: RefusalKind, message: string, errors: FieldFault[] = []) {
    super(message);
    this.name = 'Refusal';
    this.kind = kind;
    this.errors = errors;
  }
}
