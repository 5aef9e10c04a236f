import { z } from 'zod';
import { parseJson } from './parse-json';

/**
 * What is used of an `external_account` configuration. Its `credential_source` (a file, an address or a program to get
 * the subject token from) is not even kept: a configuration typed into a browser must reach none of them.
 */
export interface ExternalAccount {
  /** The workload identity provider; absent: the connection's setting names it. */
  audience?: string;
  subjectTokenType: string;
  /** The service account to act as; absent: the federated identity itself. */
  serviceAccountEmail?: string;
  /** Where the file says that tokens are exchanged; absent: at Google's own. */
  tokenUrl?: string;
}

const notOne = 'This is not the JSON of an external_account configuration.';
const impersonationPattern = /\/serviceAccounts\/([^\s/:@]{1,64}@[\w.-]{1,190}):generateAccessToken$/;

const externalAccountSchema = z
  .object(
    {
      type: z.literal('external_account', notOne),
      audience: z.string(notOne).max(1024).optional(),
      subject_token_type: z
        .string(notOne)
        .regex(/^urn:(ietf|k8s):params:[\w:.-]+$/, 'The subject_token_type is none that takes a token.')
        .refine(
          (type) => !type.includes('aws4_request'),
          'AWS-signed identities are not supported; use an OIDC token.',
        ),
      service_account_impersonation_url: z
        .string(notOne)
        .regex(impersonationPattern, 'The service_account_impersonation_url names no service account.')
        .optional(),
      token_url: z.url('The token_url is no address.').optional(),
      universe_domain: z
        .literal('googleapis.com', 'Identities of another universe than googleapis.com are not supported.')
        .default('googleapis.com'),
    },
    notOne,
  )
  .transform(({ audience, subject_token_type, service_account_impersonation_url, token_url }): ExternalAccount => {
    const serviceAccountEmail = impersonationPattern.exec(service_account_impersonation_url ?? '')?.[1];
    return {
      subjectTokenType: subject_token_type,
      ...(audience === undefined ? {} : { audience }),
      ...(serviceAccountEmail === undefined ? {} : { serviceAccountEmail }),
      ...(token_url === undefined ? {} : { tokenUrl: token_url }),
    };
  });

/** Reads the text of a configuration; the error's messages are for people and repeat nothing of it. */
export function parseExternalAccount(text: string) {
  return externalAccountSchema.safeParse(parseJson(text));
}
