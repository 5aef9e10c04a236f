import { z } from 'zod';
import { permissions, roles } from '@/lib/domain/access';
import { instantSchema } from './paging';

export const scopeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('site'), site: z.string().trim().min(1).max(200) }),
  z.strictObject({ kind: z.literal('team'), team: z.string().trim().min(1).max(200) }),
]);

export const roleBindingSchema = z.object({
  id: z.uuid(),
  role: z.enum(roles),
  scope: scopeSchema,
  /** `group`: held through an identity-provider group. `file`: declared in millwright.yaml, read-only here. */
  origin: z.enum(['person', 'group', 'file']),
  group: z.string().nullable(),
});

export const personSchema = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string().nullable(),
  disabled: z.boolean(),
  bindings: z.array(roleBindingSchema),
  createdAt: instantSchema,
  lastSeenAt: instantSchema.nullable(),
  activeSessions: z.number().int(),
});
export type Person = z.infer<typeof personSchema>;

export const invitationSchema = z.object({
  id: z.uuid(),
  email: z.string(),
  role: z.enum(roles),
  scope: scopeSchema,
  createdAt: instantSchema,
  expiresAt: instantSchema,
  state: z.enum(['open', 'used', 'expired', 'revoked']),
});

export const peopleSchema = z.object({ items: z.array(personSchema), invitations: z.array(invitationSchema) });
export type People = z.infer<typeof peopleSchema>;

export const grantRoleSchema = z.strictObject({ role: z.enum(roles), scope: scopeSchema });
export const updatePersonSchema = z.strictObject({ disabled: z.boolean() });
export const createInvitationSchema = z.strictObject({
  email: z.email().max(254),
  role: z.enum(roles),
  scope: scopeSchema,
});
/** The link is shown once; only its hash is stored. `mailed` says whether it was also sent. */
export const createdInvitationSchema = z.object({ invitation: invitationSchema, url: z.string(), mailed: z.boolean() });

export const apiTokenSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  /** First characters, to recognise it by. */
  prefix: z.string(),
  permissions: z.array(z.enum(permissions)),
  createdAt: instantSchema,
  expiresAt: instantSchema,
  lastUsedAt: instantSchema.nullable(),
  state: z.enum(['active', 'expired', 'revoked']),
});
export const apiTokensSchema = z.object({ items: z.array(apiTokenSchema) });
export type ApiToken = z.infer<typeof apiTokenSchema>;
export const createTokenSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  permissions: z.array(z.enum(permissions)).min(1),
  expiresInDays: z.number().int().min(1).max(365),
});
export const createdTokenSchema = z.object({ token: apiTokenSchema, value: z.string() });

export const meSchema = z.object({
  person: z.object({ id: z.uuid(), email: z.string(), name: z.string().nullable() }),
  grants: z.array(z.object({ role: z.enum(roles), scope: scopeSchema })),
  /** What this person may do somewhere; the data layer decides where. */
  permissions: z.array(z.enum(permissions)),
  simulated: z.boolean(),
});
export type Me = z.infer<typeof meSchema>;

/** Pages whose filters may be saved under a name. */
export const savedViewPages = ['inventory', 'activity', 'cost'] as const;
export const savedViewSchema = z.object({
  id: z.uuid(),
  page: z.enum(savedViewPages),
  name: z.string(),
  /** The URL's query string, without the leading question mark. */
  query: z.string(),
  shared: z.boolean(),
  mine: z.boolean(),
  createdAt: instantSchema,
});
export type SavedView = z.infer<typeof savedViewSchema>;
export const savedViewsSchema = z.object({ items: z.array(savedViewSchema) });
export const createSavedViewSchema = z.strictObject({
  page: z.enum(savedViewPages),
  name: z.string().trim().min(1).max(80),
  query: z.string().max(2000),
  shared: z.boolean(),
});

/** A person's own settings by key, e.g. `inventory.columns`, `keyboard`, `theme`. */
export const preferencesSchema = z.object({ values: z.record(z.string(), z.json()) });
export const setPreferenceSchema = z.strictObject({ value: z.json() });
