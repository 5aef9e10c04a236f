import { type ExactJson, parseExactJson } from '../../contract/http/parse-json';
import type { ProviderCalls } from '../../contract/provider-calls';
import { toRefusal } from '../faults/google-refusal';
import { factsOf, type GoogleOperation } from '../permissions/operations';

/** Makes one call under its bucket's limits. `project`: the one it concerns, whose failures concern no other. */
export function callGoogle<T>(
  calls: ProviderCalls,
  operation: GoogleOperation,
  project: string | null,
  attempt: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return calls.run(
    {
      operation,
      bucket: factsOf(operation).bucket,
      priceMicroUsd: 0,
      ...(project === null ? {} : { circuit: project, place: `project ${project}` }),
    },
    attempt,
  );
}

/** The JSON of a successful answer. Throws a `GoogleRefusal` for any other, a SyntaxError when it is no JSON. */
export async function readAnswer(answer: Response): Promise<ExactJson> {
  const text = await answer.text();
  if (!answer.ok) throw toRefusal(answer.status, answer.headers, text);
  return parseExactJson(text);
}
