import { AwsError } from './aws-error';
import type { Endpoint, Operation } from './endpoint';
import { parseJson } from './json-endpoint';

export interface RestRoute {
  /** What is posted comes as JSON, in place of a query. */
  method: 'GET' | 'HEAD' | 'POST';
  /** Path with `{member}` steps, e.g. `/clusters/{name}`. A member takes one step, encoded or not. */
  path: string;
  operation: Operation;
}

export interface RestJsonEndpointDefinition {
  signingName: string;
  routes: readonly RestRoute[];
  throttled: () => AwsError;
  broken: (status: number) => AwsError;
  onlyRegion?: string;
}

/** An endpoint of the REST JSON protocol: the operation by method and path, JSON out. */
export function restJsonEndpoint({
  signingName,
  routes,
  throttled,
  broken,
  onlyRegion,
}: RestJsonEndpointDefinition): Endpoint {
  const matchers = routes.map((route) => ({ ...route, match: pathMatcher(route.path) }));
  return {
    signingName,
    dialect: { protocol: 'rest-json' },
    onlyRegion,
    resolve(request) {
      for (const { method, operation, match } of matchers) {
        const members = method === request.method ? match(request.path) : null;
        if (members === null) continue;
        return { operation, input: method === 'POST' ? parseJson(request.body) : { ...request.query, ...members } };
      }
      return null;
    },
    unknownOperation: () => new AwsError('UnknownOperationException', 'The operation is not known.', 404),
    throttled,
    broken,
  };
}

/** Reads the members of a path template out of a path; null when the path is another. */
export function pathMatcher(template: string): (path: string) => Record<string, string> | null {
  const steps = template.split('/');
  return (path) => {
    const given = path.replace(/\/$/, '').split('/');
    if (given.length !== steps.length) return null;
    const members: Record<string, string> = {};
    for (const [index, step] of steps.entries()) {
      const text = given[index] ?? '';
      const member = /^\{(\w+)\}$/.exec(step)?.[1];
      if (member === undefined ? text !== step : text === '') return null;
      if (member !== undefined) members[member] = decodeStep(text);
    }
    return members;
  };
}

/** A broken escape names nothing there is, so it may stay as it came. */
function decodeStep(text: string): string {
  return /%(?![0-9a-f]{2})/i.test(text) ? text : decodeURIComponent(text);
}
