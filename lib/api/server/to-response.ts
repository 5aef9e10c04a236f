import type { Answer, Output } from './route-definition';

/**
 * A handler's answer as a response. JSON goes out as its schema reads it: a field the contract does not name stays here,
 * and an answer that breaks the contract is our error, not the caller's puzzle.
 */
export function toResponse<O extends Output>(definition: { output: O; status?: number }, answer: Answer<O>): Response {
  if (answer instanceof Response) return answer;
  const output: Output = definition.output;
  if (output === 'nothing') return new Response(null, { status: 204 });
  if ('stream' in output) throw new TypeError('A streaming route must answer with a Response.');
  return Response.json(output.parse(answer), { status: definition.status ?? 200 });
}
