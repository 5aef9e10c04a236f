import { parseRetryAfter } from '../../contract/calls/parse-retry-after';
import { toNetworkFault } from '../../contract/faults/network-fault';
import type { ProviderCall } from '../../contract/provider-calls';
import { ProviderError } from '../../contract/provider-error';
import { describeMeaning } from './describe-meaning';
import { type CodeMeaning, faultKindOf, meaningOfCode } from './error-codes';
import { networkAdvice } from './network-advice';
import { readSdkError, type SdkError } from './read-sdk-error';

/** Classifies what an SDK call threw: by service error code, then status, then system code; never by message. */
export function toAwsProviderError(error: unknown, call: ProviderCall, now: Date): ProviderError {
  const facts = readSdkError(error);
  const meaning = toMeaning(facts);
  if (meaning !== undefined) {
    return new ProviderError({
      kind: faultKindOf[meaning],
      code: toCode(facts),
      operation: call.operation,
      ...describeMeaning(meaning, call, toClockLeadMs(facts, now)),
      retryAfterMs: parseRetryAfter(facts.headers['retry-after'], now),
      cause: error,
    });
  }
  const subject = call.place === undefined ? call.operation : `${call.operation} in ${call.place}`;
  const network = facts.systemCode === undefined ? undefined : toNetworkFault(facts.systemCode, networkAdvice);
  if (network) {
    return new ProviderError({
      kind: network.kind,
      code: facts.systemCode,
      operation: call.operation,
      message: `Millwright could not ${network.problem} ${subject}.`,
      remedy: network.remedy,
      cause: error,
    });
  }
  const wasRefused = facts.status !== undefined && facts.status >= 400;
  return new ProviderError({
    kind: 'response-unexpected',
    code: wasRefused ? toCode(facts) : 'Unreadable',
    operation: call.operation,
    message: wasRefused
      ? `AWS refused ${subject} with ${toCode(facts)}.`
      : `The answer to ${subject} could not be read as the API describes it.`,
    remedy: 'Check that the endpoint is an AWS API; if it is AWS’s own, wait for the next collection.',
    cause: error,
  });
}

function toMeaning({ name, status }: SdkError): CodeMeaning | undefined {
  const byCode = name === undefined ? undefined : meaningOfCode(name);
  if (byCode !== undefined || status === undefined) return byCode;
  if (status === 429) return 'throttled';
  if (status === 501) return 'not-offered';
  if (status >= 500) return 'unavailable';
  if (status === 401) return 'credentials';
  return status === 403 ? 'denied' : undefined;
}

/** The service's own code where it is one, else the status: classes such as `Error` are no codes. */
function toCode({ name, status }: SdkError): string | undefined {
  const isClass =
    name === undefined || name === 'Error' || name === 'SyntaxError' || name === 'TypeError' || name === 'Unknown';
  if (!isClass) return name;
  return status === undefined ? undefined : String(status);
}

/** How far our clock is ahead of the answer's, in milliseconds (negative: behind); undefined when it carries no date. */
function toClockLeadMs({ headers }: SdkError, now: Date): number | undefined {
  const date = headers.date === undefined ? Number.NaN : Date.parse(headers.date);
  return Number.isNaN(date) ? undefined : now.getTime() - date;
}
