import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import { parseJson } from './parse-json';

/** What is used of a service account's key file. */
export interface ServiceAccountKey {
  clientEmail: string;
  /** PEM. */
  privateKey: string;
  /** Which of the account's keys it is; absent when the file does not say. */
  privateKeyId?: string;
  /** Where the key is exchanged for tokens, as the file says. */
  tokenUri: string;
}

const notAKey = 'This is not the JSON key file of a service account.';

const serviceAccountKeySchema = z
  .object(
    {
      type: z.literal('service_account', notAKey),
      client_email: z.string(notAKey).regex(/^[^\s@]{1,128}@[^\s@]{1,128}$/, notAKey),
      private_key: z.string(notAKey).refine(isPrivateKey, 'The private key in the key file cannot be read.'),
      private_key_id: z.string(notAKey).max(256).optional(),
      token_uri: z.url('The token_uri in the key file is no address.').default('https://oauth2.googleapis.com/token'),
      universe_domain: z
        .literal('googleapis.com', 'Keys of another universe than googleapis.com are not supported.')
        .default('googleapis.com'),
    },
    notAKey,
  )
  .transform(
    ({ client_email, private_key, private_key_id, token_uri }): ServiceAccountKey => ({
      clientEmail: client_email,
      privateKey: private_key,
      ...(private_key_id === undefined ? {} : { privateKeyId: private_key_id }),
      tokenUri: token_uri,
    }),
  );

/** Reads the text of a key file; the error's messages are for people and repeat nothing of it. */
export function parseServiceAccountKey(text: string) {
  return serviceAccountKeySchema.safeParse(parseJson(text));
}

function isPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}
