import { z } from 'zod';
import { providerIds } from '@/lib/domain/provider';
import { resourceKinds } from '@/lib/domain/resource';
import { unplacedSite } from '@/lib/domain/site/placement';

/** A site's name: what resources, scopes of roles and tags say. */
export const siteNameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'Use lower-case letters, digits and dashes, at most 63.')
  .refine((name) => name !== unplacedSite, 'This is what resources are called that may stand anywhere.');

const text = z.string().trim().min(1).max(200);

/** What a person may set of a site. */
export const putSiteSchema = z.strictObject({
  title: text,
  /** ISO 3166-1 alpha-2; null where it is not known. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'Use the two capital letters of ISO 3166.')
    .nullable(),
  /** Degrees north and east; both or neither. */
  latitude: z.number().min(-90).max(90).nullable(),
  longitude: z.number().min(-180).max(180).nullable(),
  /** What tags and providers call it beside its name: `Munich-Hall`, `aws/eu-central-1`, `kubernetes/<cluster>`. */
  aliases: z.array(text).max(100),
});
export type PutSite = z.infer<typeof putSiteSchema>;

export const siteSchema = z.object({ name: z.string(), ...putSiteSchema.shape });
export type Site = z.infer<typeof siteSchema>;
export const sitesSchema = z.object({ items: z.array(siteSchema) });
export type Sites = z.infer<typeof sitesSchema>;

/** One rule; what is null does not narrow it. */
export const siteRuleSchema = z.strictObject({
  site: siteNameSchema,
  provider: z.enum(providerIds).nullable(),
  account: text.nullable(),
  region: text.nullable(),
  kind: z.enum(resourceKinds).nullable(),
  /** The resource's name; `*` stands for any run of characters. */
  name: text.nullable(),
  overrulesTags: z.boolean(),
});
export type SiteRuleInput = z.infer<typeof siteRuleSchema>;

/** The whole ordered set; the first rule that holds counts. `revision` changes whenever the set does. */
export const siteRulesSchema = z.object({ revision: z.string(), rules: z.array(siteRuleSchema) });
export type SiteRules = z.infer<typeof siteRulesSchema>;

/** `revision` is of the set the edit began with: when somebody changed it since, the edit is refused. */
export const putSiteRulesSchema = z.strictObject({ revision: z.string(), rules: z.array(siteRuleSchema).max(500) });

export const putSiteOverrideSchema = z.strictObject({ site: siteNameSchema, reason: text });
export type PutSiteOverride = z.infer<typeof putSiteOverrideSchema>;
