import { z } from 'zod';

/** How Microsoft's clients describe a value on the wire. */
export interface Mapper {
  serializedName?: string | undefined;
  required?: boolean | undefined;
  nullable?: boolean | undefined;
  type: MapperType;
}

interface MapperType {
  name: string;
  className?: string | undefined;
  modelProperties?: Record<string, Mapper> | undefined;
  allowedValues?: string[] | undefined;
  element?: Mapper | undefined;
  value?: Mapper | undefined;
}

const mapperSchema: z.ZodType<Mapper> = z.lazy(() =>
  z.object({
    serializedName: z.string().optional(),
    required: z.boolean().optional(),
    nullable: z.boolean().optional(),
    type: z.object({
      name: z.string(),
      className: z.string().optional(),
      modelProperties: z.record(z.string(), mapperSchema).optional(),
      allowedValues: z.array(z.string()).optional(),
      element: mapperSchema.optional(),
      value: mapperSchema.optional(),
    }),
  }),
);

/** The mappers that a module of a client exports, by the names of their classes. */
export type Mappers = Readonly<Record<string, Mapper>>;

export function readMappers(module: object): Mappers {
  return Object.fromEntries(
    Object.entries(module).flatMap(([name, value]) => {
      const parsed = mapperSchema.safeParse(value);
      return parsed.success ? [[name, parsed.data]] : [];
    }),
  );
}

/** What is nested in an object on the wire: clients flatten it, with dots in the names. */
type Fields = Map<string, { mapper: Mapper | null; inner: Fields }>;

/** Every way in which a JSON value differs from what a class is made of, in a sentence each. */
export function findMapperFaults(mappers: Mappers, className: string, value: unknown): string[] {
  const mapper = mappers[className];
  return mapper === undefined ? [`there is no class ${className}`] : findFaults(mappers, mapper, value, className);
}

function findFaults(mappers: Mappers, { type, nullable }: Mapper, value: unknown, path: string): string[] {
  if (value === null) return nullable === false ? [`${path} is null`] : [];
  switch (type.name) {
    case 'Composite': {
      const properties = type.modelProperties ?? mappers[type.className ?? '']?.type.modelProperties;
      if (properties === undefined) return [`${path}: there is no class ${type.className}`];
      return findFieldFaults(mappers, toFields(properties), value, path);
    }
    case 'Sequence': {
      const { element } = type;
      if (!Array.isArray(value)) return [`${path} is no array`];
      return element === undefined ? [] : value.flatMap((item) => findFaults(mappers, element, item, `${path}[]`));
    }
    case 'Dictionary': {
      const { value: item } = type;
      if (typeof value !== 'object' || Array.isArray(value)) return [`${path} is no object`];
      if (item === undefined) return [];
      return Object.entries(value).flatMap(([name, each]) => findFaults(mappers, item, each, `${path}.${name}`));
    }
    case 'any':
    case 'Object':
      return [];
    case 'Number':
      return typeof value === 'number' ? [] : [`${path} is no number`];
    case 'Boolean':
      return typeof value === 'boolean' ? [] : [`${path} is neither true nor false`];
    default:
      return findTextFaults(type, value, path);
  }
}

function findTextFaults({ name, allowedValues }: MapperType, value: unknown, path: string): string[] {
  if (typeof value !== 'string') return [`${path} is no text`];
  if (allowedValues !== undefined && !allowedValues.includes(value)) return [`${path} has no value ${value}`];
  const isInstant = name === 'DateTime' || name === 'Date';
  return isInstant && Number.isNaN(Date.parse(value)) ? [`${path}: ${value} is no ${name}`] : [];
}

function findFieldFaults(mappers: Mappers, fields: Fields, value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path} is no object`];
  const told = Object.entries(value).flatMap(([name, item]) => {
    const field = fields.get(name);
    if (field === undefined) return [`${path}: there is no field ${name}`];
    if (field.mapper !== null) return findFaults(mappers, field.mapper, item, `${path}.${name}`);
    return item === null ? [] : findFieldFaults(mappers, field.inner, item, `${path}.${name}`);
  });
  const missing = [...fields].filter(([name, { mapper }]) => mapper?.required === true && !(name in value));
  return [...told, ...missing.map(([name]) => `${path}: the field ${name} is missing`)];
}

function toFields(properties: Record<string, Mapper>): Fields {
  const fields: Fields = new Map();
  for (const [name, mapper] of Object.entries(properties)) {
    const names = (mapper.serializedName ?? name).split(/(?<!\\)\./).map((part) => part.replaceAll('\\.', '.'));
    let inner = fields;
    names.forEach((part, place) => {
      const known = inner.get(part) ?? { mapper: place === names.length - 1 ? mapper : null, inner: new Map() };
      inner.set(part, known);
      inner = known.inner;
    });
  }
  return fields;
}
