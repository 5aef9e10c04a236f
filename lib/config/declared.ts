import { dirname, resolve } from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { roles, type Scope } from '@/lib/domain/access';
import { parseAmount } from '@/lib/domain/cost/amount';
import { currencyCodes } from '@/lib/domain/cost/currencies';
import {
  capacityUnits,
  linkMedia,
  seriesMeasures,
  seriesPattern,
  toBitsPerSecond,
} from '@/lib/domain/link/declared-link';
import { providerIds } from '@/lib/domain/provider';
import { normaliseCidr } from './cidr';

const literalSecret =
  'secrets are not written in this file; name an environment variable, {env: NAME}, or a file, {file: path}';

const secretReferenceSchema = z.union(
  [z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })],
  { error: literalSecret },
);
/** Where a secret's value is found: never the value itself. */
export type SecretReference = z.infer<typeof secretReferenceSchema>;

const nameSchema = z.string().trim().min(1).max(200);

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const intervalSchema = z
  .string()
  .regex(/^[1-9]\d{0,6}[smhd]$/, 'must be a number and a unit: 90s, 15m, 6h or 1d')
  .transform((text) => Number(text.slice(0, -1)) * unitMs[text.slice(-1) as keyof typeof unitMs])
  .refine((ms) => ms >= 60_000 && ms <= 86_400_000, 'must lie between 1m and 1d');

const tagKeysSchema = z.array(z.string().trim().min(1).max(128)).max(20);
const scopeSchema = z
  .union([
    z.literal('all'),
    z.strictObject({ site: z.string().trim().min(1).max(200) }),
    z.strictObject({ team: z.string().trim().min(1).max(200) }),
  ])
  .transform((scope): Scope => {
    if (scope === 'all') return { kind: 'all' };
    return 'site' in scope ? { kind: 'site', site: scope.site } : { kind: 'team', team: scope.team };
  });

const declaredConnectionSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  provider: z.enum(providerIds),
  settings: z.record(z.string().max(64), z.json()).default({}),
  /** Absent: the deployment's ambient credentials. */
  secret: z.record(z.string().max(64), secretReferenceSchema).optional(),
  tagRules: z
    .strictObject({ owner: tagKeysSchema.optional(), team: tagKeysSchema.optional(), site: tagKeysSchema.optional() })
    .optional(),
  /** Milliseconds, written as 15m. Absent: the provider's default. */
  interval: intervalSchema.optional(),
});
export type DeclaredConnection = z.infer<typeof declaredConnectionSchema>;

const declaredBindingSchema = z
  .strictObject({
    email: z.email().max(254).toLowerCase().optional(),
    group: z.string().trim().min(1).max(200).optional(),
    role: z.enum(roles),
    scope: scopeSchema.default({ kind: 'all' }),
  })
  .refine((binding) => (binding.email === undefined) !== (binding.group === undefined), {
    error: 'must name an email or a group, one of the two',
  });
export type DeclaredBinding = z.infer<typeof declaredBindingSchema>;

const declaredEndSchema = z.union([
  z.strictObject({ site: nameSchema }),
  z.strictObject({ connection: nameSchema, resource: nameSchema }),
  /** Not a site of Millwright. */
  z.strictObject({ place: nameSchema }),
]);

/** A link of a connection: its resource's native id, and the link's key there where it has several. */
const linkOfSchema = z.strictObject({
  connection: nameSchema,
  resource: nameSchema,
  key: z.string().max(300).default(''),
});

const capacitySchema = z.string().transform((text, context) => {
  const [, value, unit] = /^(\d+(?:\.\d+)?) ([kMGT]?bit\/s)$/.exec(text.trim()) ?? [];
  const known = capacityUnits.find((each) => each === unit);
  const bits = known === undefined ? 0 : toBitsPerSecond(Number(value), known);
  if (bits >= 1 && bits <= 1e15) return bits;
  context.addIssue({ code: 'custom', message: 'must be a number above nought and a unit of bits: 10 Gbit/s' });
  return z.NEVER;
});

const amountSchema = z.string().refine((text) => {
  const amount = parseAmount(text);
  return amount !== null && amount >= 0n && amount < 10n ** 38n;
}, 'must be a decimal of nought or more, in quotes: "1200.50"');

const declaredLinkSchema = z.strictObject({
  name: nameSchema.max(120),
  medium: z.enum(linkMedia),
  near: declaredEndSchema,
  far: declaredEndSchema,
  /** Bits a second, written as 10 Gbit/s. */
  capacity: capacitySchema.optional(),
  carrier: nameSchema.max(120).optional(),
  circuitId: nameSchema.max(120).optional(),
  /** Declared links by name, or links of a connection. */
  ridesOn: z
    .array(z.union([nameSchema, linkOfSchema]))
    .max(50)
    .default([]),
  carries: z
    .array(z.union([nameSchema, linkOfSchema]))
    .max(200)
    .default([]),
  redundancyGroup: nameSchema.max(120).optional(),
  /** A month. */
  cost: z
    .strictObject({ amount: amountSchema, currency: z.enum(currencyCodes, { error: 'must be a code of ISO 4217' }) })
    .optional(),
  notes: z.string().trim().max(2_000).default(''),
  meters: z
    .array(
      z.union([
        z.strictObject({
          probe: z.strictObject({ from: nameSchema, to: nameSchema, kind: z.enum(['tcp', 'http', 'icmp']) }),
        }),
        z.strictObject({
          connection: nameSchema,
          series: z
            .string()
            .trim()
            .regex(seriesPattern, 'must be one metric’s name, with its labels in braces if need be'),
          measures: z.enum(seriesMeasures),
          unit: z.enum(['bytes', 'bits']).optional(),
          counter: z.boolean(),
        }),
      ]),
    )
    .max(20)
    .default([]),
});
export type FileLink = z.infer<typeof declaredLinkSchema>;

const networkSchema = z.string().transform((text, context) => {
  const network = normaliseCidr(text.trim());
  if (network !== null) return network;
  context.addIssue({ code: 'custom', message: 'must be a network such as 10.20.0.0/16' });
  return z.NEVER;
});

const declarationSchema = z.strictObject({
  connections: z
    .array(declaredConnectionSchema)
    .default([])
    .superRefine((connections, context) => {
      for (const [index, { name }] of connections.entries())
        if (connections.findIndex((other) => other.name === name) < index)
          context.addIssue({ code: 'custom', path: [index, 'name'], message: `the name "${name}" is declared twice` });
    }),
  roleBindings: z.array(declaredBindingSchema).default([]),
  links: z
    .array(declaredLinkSchema)
    .default([])
    .superRefine((links, context) => {
      for (const [index, { name }] of links.entries())
        if (links.findIndex((other) => other.name.toLowerCase() === name.toLowerCase()) < index)
          context.addIssue({ code: 'custom', path: [index, 'name'], message: `the name "${name}" is declared twice` });
    }),
  egress: z.strictObject({ allow: z.array(networkSchema).default([]) }).default({ allow: [] }),
});

/** What millwright.yaml says, checked but for what only a provider can judge. File references are absolute paths. */
export type Declaration = z.infer<typeof declarationSchema>;

/** Parses millwright.yaml. Faults are sentences with file, line and field; the declaration is null when there are any. */
export function readDeclaration(
  text: string,
  path: string,
): { declaration: Declaration; faults: [] } | { declaration: null; faults: string[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  if (document.errors.length > 0)
    return {
      declaration: null,
      faults: document.errors.map(
        (error) => `${path}, line ${lines.linePos(error.pos[0]).line}: ${error.code} in the YAML.`,
      ),
    };

  const parsed = declarationSchema.safeParse(document.toJS() ?? {});
  if (parsed.success) return { declaration: withAbsoluteFiles(parsed.data, dirname(resolve(path))), faults: [] };
  const lineOf = (field: PropertyKey[]): number => {
    for (let depth = field.length; depth >= 0; depth -= 1) {
      const node = document.getIn(field.slice(0, depth), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  return {
    declaration: null,
    faults: parsed.error.issues.map(
      (issue) =>
        `${path}, line ${lineOf(issue.path)}, ${toFieldPath(issue.path) || 'the whole file'}: ${issue.message}.`,
    ),
  };
}

function toFieldPath(path: PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

function withAbsoluteFiles(declaration: Declaration, directory: string): Declaration {
  return {
    ...declaration,
    connections: declaration.connections.map((connection) => ({
      ...connection,
      ...(connection.secret && {
        secret: Object.fromEntries(
          Object.entries(connection.secret).map(([field, reference]) => [
            field,
            'file' in reference ? { file: resolve(directory, reference.file) } : reference,
          ]),
        ),
      }),
    })),
  };
}
