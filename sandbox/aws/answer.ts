import { randomUUID } from 'node:crypto';
import type { SimulatedClock } from '../control/clock';
import type { Fault } from '../faults/fault';
import type { FaultSwitchboard } from '../faults/fault-switchboard';
import type { Answer } from '../wire/create-face-server';
import type { WireRequest, WireResponse } from '../wire/wire';
import { isEnabledRegion } from '../world/aws/geography';
import type { World } from '../world/aws/world';
import type { BillBook } from '../world/bills/bill-book';
import { AwsError } from './aws-error';
import type { Call, RoleTrust } from './call';
import type { CallAllowance } from './call-allowance';
import type { Endpoint, Invocation } from './endpoint';
import { findEndpoint } from './endpoints';
import type { ExportStore } from './exports/export-content';
import type { Protocol } from './protocol/protocol';
import { type Dialect, writeError, writeReply } from './protocol/write-response';
import { authenticate, claimedAccount, type KnownKeys } from './signature/authenticate';
import { parseAuthorization, type SignatureClaim } from './signature/parse-authorization';
import * as refusals from './signature/refusals';
import type { Identity } from './signature/sessions';
import { roleAccount } from './sts/assume-role';

/** What the face answers from. */
export interface AwsFaceContext {
  world: World;
  bills: BillBook;
  exports: ExportStore;
  clock: SimulatedClock;
  faults: FaultSwitchboard;
  keys: KnownKeys;
  trust: RoleTrust;
  realNow: () => Date;
  /** What callers may ask; null: anything. */
  allowance: CallAllowance | null;
}

/** Answers one request: finds the endpoint, lets a fault strike, authenticates, authorises, runs. */
export function answer(context: AwsFaceContext, request: WireRequest): Answer {
  const requestId = randomUUID();
  const hasBody = request.method !== 'HEAD';
  const now = context.realNow();
  const parsed = parseAuthorization(request);
  if ('fault' in parsed) {
    const dialect: Dialect = { protocol: guessProtocol(request) };
    const refuse = parsed.fault === 'missing' ? refusals.unsigned : refusals.malformed;
    const error = refuse(dialect.protocol, parsed.detail);
    return { response: writeError(dialect, error, requestId, hasBody), fault: null, believedNow: now };
  }
  const { claim } = parsed;
  const endpoint = findEndpoint(claim.service);
  if (!endpoint) {
    const dialect: Dialect = { protocol: guessProtocol(request) };
    const error = new AwsError(
      'UnknownOperationException',
      'The request names a service this endpoint does not offer.',
      404,
    );
    return { response: writeError(dialect, error, requestId, hasBody), fault: null, believedNow: now };
  }
  const dialect = endpoint.dialectOf?.(request) ?? endpoint.dialect;
  const invocation = endpoint.resolve(request);
  const fault = context.faults.strike('aws', {
    account: accountOf(context.keys, claim, invocation),
    region: claim.region,
    service: claim.service,
    operation: invocation?.operation.name ?? '',
  });
  const skewMs = fault?.kind === 'clock-skew' ? fault.offsetMs : 0;
  const faceNow = new Date(now.getTime() + skewMs);
  const believedNow = fault?.kind === 'clock-skew' && fault.dateHeader === 'skewed' ? faceNow : now;
  try {
    const response = run(context, { request, claim, endpoint, dialect, invocation, fault, faceNow, requestId });
    return { response, fault, believedNow };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { response: writeError(dialect, error, requestId, hasBody), fault, believedNow };
  }
}

interface Exchange {
  request: WireRequest;
  claim: SignatureClaim;
  endpoint: Endpoint;
  dialect: Dialect;
  invocation: Invocation | null;
  fault: Fault | null;
  faceNow: Date;
  requestId: string;
}

function run(context: AwsFaceContext, exchange: Exchange): WireResponse {
  const { request, claim, endpoint, dialect, invocation, fault, faceNow, requestId } = exchange;
  const { protocol } = dialect;
  if (fault?.kind === 'expired-credentials') throw refusals.expired(protocol);
  const identity = authenticate(context.keys, request, claim, protocol, faceNow);
  if (!isEnabledRegion(claim.region) || (endpoint.onlyRegion ?? claim.region) !== claim.region) {
    throw refusals.unknownKey(protocol);
  }
  if (fault?.kind === 'throttle') throw throttled(endpoint, fault.retryAfterSeconds);
  const asked = { service: claim.service, operation: invocation?.operation.name ?? '' };
  if (context.allowance?.take(asked, identity.account, claim.region, context.realNow()) === false)
    throw throttled(endpoint, undefined);
  if (fault?.kind === 'server-error') throw endpoint.broken(fault.status);
  if (!invocation) throw endpoint.unknownOperation(request);
  const call: Call = {
    identity,
    account: identity.account,
    region: claim.region,
    operation: invocation.operation.name,
    protocol,
    world: context.world.at(context.clock.now()),
    bills: context.bills,
    exports: context.exports,
    now: faceNow,
    keys: context.keys,
    trust: context.trust,
    fault,
  };
  authorise(call, invocation.operation.action, identity);
  const reply = invocation.operation.run(call, invocation.input);
  return writeReply(dialect, invocation.operation.name, reply, requestId);
}

/** What no policy can forbid: anyone may ask who they are. */
const alwaysAllowed = 'sts:GetCallerIdentity';

/** Refuses what an account's policy forbids, and under the fault that takes permissions away all that can be refused. */
function authorise({ world, account, region, protocol, fault }: Call, action: string, { arn }: Identity): void {
  if (action === alwaysAllowed) return;
  if (fault?.kind === 'missing-permission') {
    throw refusals.denied(protocol, arn, action, '*', `because no identity-based policy allows the ${action} action`);
  }
  const isForbidden = world.denials.some(
    (denial) => denial.account === account && denial.region === region && action.startsWith(`${denial.actionPrefix}:`),
  );
  if (isForbidden) {
    throw refusals.denied(protocol, arn, action, '*', 'with an explicit deny in a service control policy');
  }
}

function throttled(endpoint: Endpoint, retryAfterSeconds: number | undefined): AwsError {
  const error = endpoint.throttled();
  if (retryAfterSeconds === undefined) return error;
  return new AwsError(error.code, error.message, error.status, {
    headers: { ...error.headers, 'retry-after': String(retryAfterSeconds) },
    detail: error.detail,
  });
}

/** The account a fault is narrowed by: that of the role to be assumed, else that of the key. */
function accountOf(keys: KnownKeys, claim: SignatureClaim, invocation: Invocation | null): string | null {
  const input = invocation?.input;
  if (claim.service === 'sts' && typeof input === 'object' && input !== null && 'RoleArn' in input) {
    return roleAccount(String(input.RoleArn));
  }
  return claimedAccount(keys, claim);
}

/** What protocol to refuse in when the request does not say whom it asks. */
function guessProtocol(request: WireRequest): Protocol {
  if (request.headers['x-amz-target'] !== undefined) return 'json';
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return 'query';
  return request.path.startsWith('/clusters') || /^\/\d{4}-\d{2}-\d{2}\//.test(request.path) ? 'rest-json' : 'rest-xml';
}
