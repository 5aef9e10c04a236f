import { z } from 'zod';
import type { OidcConfig } from '@/lib/config/config';

/** What an identity provider vouches for at a sign-in, from a checked ID token. */
export interface VouchedIdentity {
  issuer: string;
  subject: string;
  /** Lower case; null when the provider sent none. */
  email: string | null;
  /** Whether the provider says that the address is the person's own. Absence of the claim means no. */
  emailVerified: boolean;
  name: string | null;
  groups: string[];
}

const truth = z.union([z.literal(true), z.literal('true'), z.literal(1), z.literal('1')]);

const claimsSchema = z.object({
  sub: z.string().min(1).max(255),
  email: z.email().max(254).optional().catch(undefined),
  email_verified: z.unknown().optional(),
  // Entra ID sends no email_verified; this optional claim of its says that the domain's owner proved it.
  xms_edov: z.unknown().optional(),
  name: z.string().max(200).optional().catch(undefined),
});

const groupsSchema = z.array(z.string().min(1).max(256)).max(1_000).catch([]);

/** Claims as an identity. Throws when there is no subject. */
export function toVouchedIdentity(claims: Record<string, unknown>, oidc: OidcConfig): VouchedIdentity {
  const { sub, email, email_verified, xms_edov, name } = claimsSchema.parse(claims);
  return {
    issuer: oidc.issuer,
    subject: sub,
    email: email?.toLowerCase() ?? null,
    emailVerified: truth.safeParse(email_verified).success || truth.safeParse(xms_edov).success,
    name: name ?? null,
    groups: [...new Set(groupsSchema.parse(claims[oidc.groupsClaim] ?? []))],
  };
}
