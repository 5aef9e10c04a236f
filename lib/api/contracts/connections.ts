import { z } from 'zod';
import { capabilities, providerIds } from '@/lib/domain/provider';
import { countSchema, instantSchema, pageOf } from './paging';
import { gapSchema, sourceSchema } from './sources';

const tagKeysSchema = z.array(z.string().trim().min(1).max(128)).max(20);
export const tagRulesSchema = z.strictObject({ owner: tagKeysSchema, team: tagKeysSchema, site: tagKeysSchema });

export const connectionFieldSchema = z.object({
  name: z.string(),
  label: z.string(),
  input: z.enum(['text', 'textarea', 'list']),
  secret: z.boolean(),
  required: z.boolean(),
  description: z.string(),
  placeholder: z.string().optional(),
});

export const providerSchema = z.object({
  id: z.enum(providerIds),
  title: z.string(),
  capabilities: z.array(z.enum(capabilities)),
  fields: z.array(connectionFieldSchema),
  instructions: z.array(
    z.object({
      title: z.string(),
      text: z.string(),
      code: z.object({ language: z.enum(['json', 'shell', 'yaml']), text: z.string() }).optional(),
    }),
  ),
});
export type ProviderDescription = z.infer<typeof providerSchema>;
export const providersSchema = z.object({ items: z.array(providerSchema) });

export const connectionRunSchema = z.object({
  id: z.uuid(),
  capability: z.enum(capabilities),
  startedAt: instantSchema,
  /** Null while running. */
  finishedAt: instantSchema.nullable(),
  /** `complete`: all read. `partial`: some gaps. `failed`: nothing read. `abandoned`: the worker lost its lease or died. */
  outcome: z.enum(['running', 'complete', 'partial', 'failed', 'abandoned']),
  durationMs: z.number().int().nonnegative().nullable(),
  /** Null when the run ended before it could count, where it read no inventory, and where `calls` is null. */
  counts: z
    .object({
      seen: z.number().int(),
      added: z.number().int(),
      changed: z.number().int(),
      gone: z.number().int(),
      held: z.number().int(),
    })
    .nullable(),
  /** What it measured. Null when the run ended before it could count, where it read no metrics, and where `calls` is null. */
  measured: z.object({ series: z.number().int(), samples: z.number().int(), refused: z.number().int() }).nullable(),
  /** What it read of bills. Null when the run ended before it could count, where it read no bills, and where `calls` is null. */
  delivered: z
    .object({
      deliveries: z.number().int(),
      added: z.number().int(),
      rows: z.number().int(),
      rejectedRows: z.number().int(),
    })
    .nullable(),
  gaps: z.array(gapSchema),
  /** Null: withheld, since they cover more than the sites and teams the reader may see. */
  calls: z
    .array(
      z.object({
        operation: z.string(),
        attempts: z.number().int(),
        failures: z.number().int(),
        costMicroUsd: z.number().int(),
      }),
    )
    .nullable(),
});
export type ConnectionRun = z.infer<typeof connectionRunSchema>;

export const connectionSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  provider: z.enum(providerIds),
  /** `file`: declared in millwright.yaml, read-only here. */
  managedBy: z.enum(['console', 'file']),
  simulated: z.boolean(),
  paused: z.boolean(),
  /** Null: withheld, since they name accounts beyond the sites and teams the reader may see. */
  settings: z.record(z.string(), z.json()).nullable(),
  /** Whether a secret is stored; its value is never returned. */
  hasSecret: z.boolean(),
  secretSetAt: instantSchema.nullable(),
  tagRules: tagRulesSchema,
  intervalMs: z.number().int().positive(),
  status: z.enum(['healthy', 'in-progress', 'warning', 'critical', 'unknown']),
  /** The status in one sentence, e.g. `Access denied to ec2:DescribeInstances in eu-central-1 of 2222…`. */
  statusSentence: z.string(),
  remedy: z.string().nullable(),
  sources: z.array(sourceSchema),
  resources: countSchema,
  lastRun: connectionRunSchema.nullable(),
  /** API calls and their price over the last 30 days. Null: withheld, as a run's calls are. */
  apiSpend: z.object({ calls: z.number().int(), costMicroUsd: z.number().int() }).nullable(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
  version: z.number().int(),
});
export type Connection = z.infer<typeof connectionSchema>;
export const connectionsSchema = z.object({ items: z.array(connectionSchema) });

const settingsInput = z.record(z.string().max(64), z.json());
const secretInput = z.record(z.string().max(64), z.string().max(65_536));
export const connectionNameSchema = z.string().trim().min(1).max(80);
const intervalSchema = z.number().int().min(60_000).max(86_400_000);

export const createConnectionSchema = z.strictObject({
  provider: z.enum(providerIds),
  name: connectionNameSchema,
  settings: settingsInput,
  secret: secretInput.nullable(),
  tagRules: tagRulesSchema.optional(),
  intervalMs: intervalSchema.optional(),
});
export type CreateConnection = z.infer<typeof createConnectionSchema>;

export const updateConnectionSchema = z.strictObject({
  /** The version the edit started from; a mismatch answers 409. */
  version: z.number().int(),
  name: connectionNameSchema.optional(),
  settings: settingsInput.optional(),
  /** Required when the settings change where the secret is sent. */
  secret: secretInput.optional(),
  tagRules: tagRulesSchema.optional(),
  intervalMs: intervalSchema.optional(),
});
export type UpdateConnection = z.infer<typeof updateConnectionSchema>;

export const rotateSecretSchema = z.strictObject({ secret: secretInput });
export const pauseConnectionSchema = z.strictObject({ paused: z.boolean() });

export const testConnectionSchema = z.strictObject({
  provider: z.enum(providerIds),
  settings: settingsInput,
  secret: secretInput.nullable(),
});

export const connectionReportSchema = z.object({
  passed: z.boolean(),
  accounts: z.array(z.object({ id: z.string(), name: z.string().nullable() })),
  checks: z.array(
    z.object({
      title: z.string(),
      outcome: z.enum(['passed', 'failed', 'skipped']),
      permission: z.string().optional(),
      account: z.string().optional(),
      region: z.string().optional(),
      message: z.string().optional(),
      remedy: z.string().optional(),
    }),
  ),
  missingPermissions: z.array(z.string()),
});
export type ConnectionReportView = z.infer<typeof connectionReportSchema>;

export const syncAcceptedSchema = z.object({
  /** `queued`: a worker will take it. `already-running`: one is at it now. */
  state: z.enum(['queued', 'already-running']),
});

export const connectionRunsSchema = pageOf(connectionRunSchema);
