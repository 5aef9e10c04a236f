import type { Problem } from '@/lib/api/contracts/problem';

/**
 * `refused`: the API answered with a problem. `unreachable`: no answer came. `unexpected`: an answer came that
 * does not keep the contract.
 */
export type ApiProblemKind = 'refused' | 'unreachable' | 'unexpected';

/** Why a request to the API did not give what was asked. `message` is one sentence fit to show. */
export class ApiProblem extends Error {
  readonly kind: ApiProblemKind;
  /** The HTTP status; null when no answer came. */
  readonly status: number | null;
  readonly title: string;
  /** To quote when asking for help; null when the API gave none. */
  readonly requestId: string | null;
  /** Faults of single fields of a refused input. */
  readonly errors: NonNullable<Problem['errors']>;

  constructor(fault: {
    kind: ApiProblemKind;
    status: number | null;
    title: string;
    detail?: string;
    requestId?: string | null;
    errors?: Problem['errors'];
    cause?: unknown;
  }) {
    super(fault.detail ?? fault.title, { cause: fault.cause });
    this.name = 'ApiProblem';
    this.kind = fault.kind;
    this.status = fault.status;
    this.title = fault.title;
    this.requestId = fault.requestId ?? null;
    this.errors = fault.errors ?? [];
  }

  /** The person may not do this; asking again changes nothing. */
  get isDenied(): boolean {
    return this.status === 403;
  }

  /** Whether the same request may succeed a moment later. */
  get isPassing(): boolean {
    return this.kind === 'unreachable' || this.status === 429 || (this.status !== null && this.status >= 500);
  }
}

/** Any fault as a problem that can be shown. */
export function toApiProblem(fault: unknown): ApiProblem {
  if (fault instanceof ApiProblem) return fault;
  return new ApiProblem({
    kind: 'unexpected',
    status: null,
    title: 'Something went wrong in this page',
    detail: 'Something went wrong in this page. Reload it; if it comes back, tell an administrator.',
    cause: fault,
  });
}
