export type QueryInput = string | QueryInput[] | { [name: string]: QueryInput };

interface Branch {
  [name: string]: Branch | string;
}

/**
 * Unfolds the parameters of a query request: `Filter.1.Value.2=x` becomes `{ Filter: [{ Value: [, 'x'] }] }`
 * with lists closed up; the `member` step some lists have is dropped.
 */
export function parseQueryInput(parameters: URLSearchParams): { [name: string]: QueryInput } {
  const root: Branch = {};
  for (const [path, value] of parameters) {
    if (path !== 'Action' && path !== 'Version') plant(root, path.split('.'), value);
  }
  return Object.fromEntries(Object.entries(root).map(([name, branch]) => [name, fold(branch)]));
}

function plant(branch: Branch, [name, ...rest]: string[], value: string): void {
  if (name === undefined || name === '__proto__') return;
  if (rest.length === 0) {
    branch[name] = value;
    return;
  }
  const existing = branch[name];
  const child: Branch = typeof existing === 'object' ? existing : {};
  branch[name] = child;
  plant(child, rest, value);
}

function fold(branch: Branch | string): QueryInput {
  if (typeof branch === 'string') return branch;
  const names = Object.keys(branch);
  const only = names[0];
  if (names.length === 1 && only === 'member') return fold(branch.member ?? '');
  if (names.length > 0 && names.every((name) => /^\d+$/.test(name))) {
    return names.sort((left, right) => Number(left) - Number(right)).map((name) => fold(branch[name] ?? ''));
  }
  return Object.fromEntries(names.map((name) => [name, fold(branch[name] ?? '')]));
}
