import type { PublishedMethod, Shape } from './discovery';

type Schemas = PublishedMethod['schemas'];

/** Every way in which a request's query differs from what its method publishes, in a sentence each. */
export function findRequestFaults({ id, parameters }: PublishedMethod, query: URLSearchParams): string[] {
  const faults = [...query].flatMap(([name, value]) => {
    const parameter = parameters[name];
    if (parameter === undefined || parameter.location !== 'query') return [`${id}: there is no parameter ${name}`];
    return findTextFaults(parameter, value, `${id}: ${name}`);
  });
  const missing = Object.entries(parameters).filter(
    ([name, { location, required }]) => location === 'query' && required === true && !query.has(name),
  );
  return [...faults, ...missing.map(([name]) => `${id}: the parameter ${name} is missing`)];
}

/** The same of an answer's JSON. */
export function findAnswerFaults({ id, response, schemas }: PublishedMethod, answer: unknown): string[] {
  return response === null ? [] : findFaults(schemas, response, answer, id);
}

function findFaults(schemas: Schemas, shape: Shape, value: unknown, path: string): string[] {
  if (shape.$ref !== undefined) {
    const named = schemas[shape.$ref];
    return named === undefined
      ? [`${path}: there is no schema ${shape.$ref}`]
      : findFaults(schemas, named, value, path);
  }
  switch (shape.type) {
    case 'object':
      return findObjectFaults(schemas, shape, value, path);
    case 'array': {
      if (!Array.isArray(value)) return [`${path} is no array`];
      const { items } = shape;
      return items === undefined ? [] : value.flatMap((item) => findFaults(schemas, items, item, `${path}[]`));
    }
    case 'string':
      return typeof value === 'string' ? findTextFaults(shape, value, path) : [`${path} is no text`];
    case 'integer':
      return Number.isSafeInteger(value) ? [] : [`${path} is no whole number`];
    case 'number':
      return typeof value === 'number' ? [] : [`${path} is no number`];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${path} is neither true nor false`];
    case 'any':
      return [];
    default:
      return [`${path}: a type ${shape.type} is not known`];
  }
}

function findObjectFaults(schemas: Schemas, shape: Shape, value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path} is no object`];
  return Object.entries(value).flatMap(([name, item]) => {
    const field = shape.properties?.[name] ?? shape.additionalProperties;
    if (field === undefined) return [`${path}: there is no field ${name}`];
    return findFaults(schemas, field, item, `${path}.${name}`);
  });
}

const formats: Readonly<Record<string, RegExp>> = {
  int64: /^-?\d{1,19}$/,
  uint64: /^\d{1,20}$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/,
  'google-datetime': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/,
};

/** Of a text that stands for a value: in a query every type is written as one. */
function findTextFaults({ type, format, pattern, enum: values }: Shape, text: string, path: string): string[] {
  if (values !== undefined && !values.includes(text)) return [`${path} has no value ${text}`];
  if (pattern !== undefined && !new RegExp(pattern).test(text)) return [`${path}: ${text} does not fit ${pattern}`];
  if (type === 'boolean' && text !== 'true' && text !== 'false') return [`${path}: ${text} is neither true nor false`];
  if (type === 'integer' && !/^-?\d+$/.test(text)) return [`${path}: ${text} is no whole number`];
  const form = type === 'string' && format !== undefined ? formats[format] : undefined;
  return form === undefined || form.test(text) ? [] : [`${path}: ${text} is no ${format}`];
}
