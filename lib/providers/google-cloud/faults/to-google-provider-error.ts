import { parseRetryAfter } from '../../contract/calls/parse-retry-after';
import { toNetworkError } from '../../contract/faults/network-fault';
import type { ProviderCall } from '../../contract/provider-calls';
import { ProviderError } from '../../contract/provider-error';
import { describeMeaning, toSubject } from './describe-meaning';
import { GoogleRefusal, type RefusalFacts } from './google-refusal';
import { networkAdvice } from './network-advice';
import { faultKindOf, toMeaning } from './to-meaning';

const tokenOperation = /^(oauth2|sts|iamcredentials):/;

/** Classifies what a call threw: by ErrorInfo reason, then canonical status, then HTTP status, then system code; never by text. */
export function toGoogleProviderError(error: unknown, call: ProviderCall, now: Date): ProviderError {
  if (error instanceof GoogleRefusal) return toRefusedError(error, call, now);
  const { operation } = call;
  const network = toNetworkError(error, { operation, subject: toSubject(call) }, networkAdvice);
  if (network !== null) return network;
  return new ProviderError({
    kind: 'response-unexpected',
    code: 'Unreadable',
    operation,
    message: `The answer to ${toSubject(call)} could not be read as the API describes it.`,
    remedy: 'Check that the endpoint is a Google Cloud API; if it is Google’s own, wait for the next collection.',
    cause: error,
  });
}

function toRefusedError(error: GoogleRefusal, call: ProviderCall, now: Date): ProviderError {
  const { facts } = error;
  const { operation } = call;
  const meaning = toMeaning(facts, tokenOperation.test(operation));
  const code = toCode(facts);
  if (meaning === undefined) {
    return new ProviderError({
      kind: 'response-unexpected',
      code,
      operation,
      message: `Google Cloud refused ${toSubject(call)} with ${code}.`,
      remedy: 'Check that the endpoint is a Google Cloud API; if it is Google’s own, wait for the next collection.',
      cause: error,
    });
  }
  return new ProviderError({
    kind: faultKindOf[meaning],
    code,
    operation,
    ...describeMeaning(meaning, call, facts, now),
    retryAfterMs: parseRetryAfter(facts.retryAfter, now) ?? facts.retryDelayMs,
    cause: error,
  });
}

function toCode({ reason, status, httpStatus }: RefusalFacts): string {
  return reason ?? status ?? String(httpStatus);
}
