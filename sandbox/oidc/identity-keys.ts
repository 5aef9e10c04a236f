import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import { z } from 'zod';

const identityKeysSchema = z.object({
  /** The private key that signs ID tokens, RS256. */
  signing: z.record(z.string(), z.string()),
  cookie: z.string().min(32),
  clientSecret: z.string().min(32),
});
export type IdentityKeys = z.infer<typeof identityKeysSchema>;

/** What the identity provider keeps over restarts, so that a restarted demo is still the same provider. */
export async function keepIdentityKeys(dataDir: string): Promise<IdentityKeys> {
  const path = join(dataDir, 'identity-provider.json');
  const kept = await readIfPresent(path);
  if (kept !== null) return identityKeysSchema.parse(JSON.parse(kept));
  const keys = await createIdentityKeys();
  await mkdir(dataDir, { recursive: true });
  await writeFile(`${path}.draft`, JSON.stringify(keys), { mode: 0o600 });
  await rename(`${path}.draft`, path);
  return keys;
}

async function createIdentityKeys(): Promise<IdentityKeys> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const signing = { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: randomBytes(8).toString('hex') };
  return identityKeysSchema.parse({
    signing,
    cookie: randomBytes(32).toString('base64url'),
    clientSecret: randomBytes(32).toString('base64url'),
  });
}

async function readIfPresent(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
