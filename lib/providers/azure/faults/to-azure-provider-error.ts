import { parseRetryAfter } from '../../contract/calls/parse-retry-after';
import { toNetworkError } from '../../contract/faults/network-fault';
import type { ProviderCall } from '../../contract/provider-calls';
import { ProviderError } from '../../contract/provider-error';
import { AzureRefusal } from '../connect/azure-refusal';
import { readQuota } from '../connect/query-quota';
import { describeMeaning } from './describe-meaning';
import { type CodeMeaning, faultKindOf, meaningOfCode, meaningOfEntraNumber } from './error-codes';
import { networkAdvice } from './network-advice';

/** Classifies what a call threw: by AADSTS number, error code, status, then system code; never by message. */
export function toAzureProviderError(error: unknown, call: ProviderCall, now: Date): ProviderError {
  return error instanceof AzureRefusal ? ofRefusal(error, call, now) : ofOther(error, call);
}

function ofRefusal(refusal: AzureRefusal, call: ProviderCall, now: Date): ProviderError {
  const { operation } = call;
  const found = toMeaning(refusal);
  if (found === null)
    return new ProviderError({
      kind: 'response-unexpected',
      code: toCode(refusal),
      operation,
      message: `Azure refused ${toSubject(call)} with ${toCode(refusal)}.`,
      remedy: 'Check that the endpoint is an Azure cloud; if it is Azure’s own, wait for the next collection.',
      cause: refusal,
    });
  return new ProviderError({
    kind: faultKindOf[found.meaning],
    code: found.code,
    operation,
    ...describeMeaning(found.meaning, call, toClockLeadMs(refusal, now)),
    retryAfterMs: toRetryAfterMs(refusal, now),
    cause: refusal,
  });
}

function toMeaning(refusal: AzureRefusal): { meaning: CodeMeaning; code: string } | null {
  for (const number of refusal.entraNumbers) {
    const meaning = meaningOfEntraNumber(number);
    if (meaning !== undefined) return { meaning, code: `AADSTS${number}` };
  }
  for (const code of refusal.codes) {
    const meaning = meaningOfCode(code);
    if (meaning !== undefined) return { meaning, code };
  }
  const meaning = meaningOfStatus(refusal.status);
  return meaning === undefined ? null : { meaning, code: toCode(refusal) };
}

function meaningOfStatus(status: number): CodeMeaning | undefined {
  if (status === 429) return 'throttled';
  if (status === 401) return 'token';
  if (status === 403) return 'denied';
  if (status === 501) return 'not-offered';
  return status === 408 || status >= 500 ? 'unavailable' : undefined;
}

/** Azure's own word where it gave one, else the status. */
function toCode({ entraNumbers: [number], codes: [code], status }: AzureRefusal): string {
  if (number !== undefined) return `AADSTS${number}`;
  return code ?? String(status);
}

/** Azure says it in seconds or as a date, some services in milliseconds; Resource Graph and Cost Management by limits of their own. */
function toRetryAfterMs({ headers }: AzureRefusal, now: Date): number | undefined {
  for (const name of ['retry-after-ms', 'x-ms-retry-after-ms']) {
    const value = headers[name];
    if (value !== undefined && /^\d+$/.test(value)) return Number(value);
  }
  const costly = Object.entries(headers).flatMap(([name, value]) =>
    /^x-ms-ratelimit-microsoft\.costmanagement-.*retry-after$/.test(name) && /^\d+$/.test(value) ? [Number(value)] : [],
  );
  if (costly.length > 0) return Math.max(...costly) * 1_000;
  return parseRetryAfter(headers['retry-after'], now) ?? readQuota(headers)?.resetsAfterMs;
}

/** How far our clock is ahead of the answer's, in milliseconds (negative: behind); undefined when it carries no date. */
function toClockLeadMs({ headers }: AzureRefusal, now: Date): number | undefined {
  const date = headers.date === undefined ? Number.NaN : Date.parse(headers.date);
  return Number.isNaN(date) ? undefined : now.getTime() - date;
}

function ofOther(error: unknown, call: ProviderCall): ProviderError {
  const { operation } = call;
  const name = error instanceof Error ? error.name : undefined;
  const meaning = name === undefined ? undefined : meaningOfCode(name);
  if (meaning !== undefined)
    return new ProviderError({
      kind: faultKindOf[meaning],
      code: name,
      operation,
      ...describeMeaning(meaning, call, undefined),
      cause: error,
    });
  const network = toNetworkError(error, { operation, subject: toSubject(call) }, networkAdvice);
  if (network !== null) return network;
  return new ProviderError({
    kind: 'response-unexpected',
    code: 'Unreadable',
    operation,
    message: `The answer to ${toSubject(call)} could not be read as the API describes it.`,
    remedy: 'Check that the endpoint is an Azure cloud; if it is Azure’s own, wait for the next collection.',
    cause: error,
  });
}

function toSubject({ operation, place }: ProviderCall): string {
  return place === undefined ? operation : `${operation} in ${place}`;
}
