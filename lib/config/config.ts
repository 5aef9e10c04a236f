import { resolve } from 'node:path';
import { z } from 'zod';
import { normaliseCidr } from './cidr';
import { ConfigError } from './config-error';
import { type Declaration, readDeclaration } from './declared';
import { type Environment, FaultList, readSecretVariable, readTextFile, readVariable } from './environment';
import { isExposed } from './exposed-address';
import { type MasterKey, type MasterKeys, parseMasterKey } from './master-keys';
import { type MetricKeeping, readMetricKeeping } from './metric-keeping';
import { type MetricStoreConfig, readMetricStoreConfig } from './metric-store-config';

/** Which process reads: only the web must know the address people reach it by. */
export type ProcessKind = 'web' | 'worker' | 'cli';

export interface OidcConfig {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** The claim that lists a person's groups. */
  groupsClaim: string;
}

export interface Config {
  /** Simulated clouds beside real ones, personas to sign in as. True exactly when `sandboxUrl` is set. */
  demo: boolean;
  /** The sandbox's loopback origin; null outside demo and tests. */
  sandboxUrl: string | null;
  /** Absolute path of what this deployment keeps on disk. */
  dataDir: string;
  databaseUrl: string;
  /** The origin people reach the console by; null where the request's own origin counts (demo) or none is needed. */
  origin: string | null;
  keys: MasterKeys;
  /** Null: no identity provider; people come by invitation. */
  oidc: OidcConfig | null;
  /** Null: no mail; links are handed over by hand. */
  smtp: { url: string; from: string } | null;
  /** What millwright.yaml declares; null when MILLWRIGHT_CONFIG names none. */
  declaration: Declaration | null;
  /** Networks (CIDR) a connection may reach besides public addresses; from the environment, the file and demo mode. */
  egressAllow: string[];
  /** Loopback port of this process's /metrics; null when switched off. The worker takes the port after the web's. */
  metricsPort: number | null;
  /** Where the audit chain's head is kept outside the database. */
  auditAnchorPath: string;
  metricStore: MetricStoreConfig;
  /** How long and how many metrics the database keeps. */
  metricKeeping: MetricKeeping;
}

const metricsPortOfWeb = 9464;
const sandboxNetworks = ['127.0.0.1/32', '::1/128'];

/** The configuration of this process. Throws a `ConfigError` that lists every fault in a plain sentence. */
export function readConfig(env: Environment = process.env, kind: ProcessKind = 'web'): Config {
  const faults = new FaultList();
  const sandboxUrl = readSandboxUrl(env, faults);
  const demo = sandboxUrl !== null;
  const dataDir = resolve(readVariable(env, 'MILLWRIGHT_DATA_DIR') ?? '.millwright');
  const declaration = readDeclaredFile(env, faults);
  const databaseUrl = readDatabaseUrl(env, faults);
  const keys = readKeys(env, faults);
  const config = {
    demo,
    sandboxUrl,
    dataDir,
    origin: readOrigin(env, kind, demo, faults),
    oidc: readOidc(env, demo, faults),
    smtp: readSmtp(env, faults),
    declaration,
    egressAllow: [...readEgress(env, faults), ...(declaration?.egress.allow ?? []), ...(demo ? sandboxNetworks : [])],
    metricsPort: readMetricsPort(env, kind, demo, faults),
    auditAnchorPath: resolve(readVariable(env, 'MILLWRIGHT_AUDIT_ANCHOR') ?? `${dataDir}/audit-head.json`),
    metricStore: readMetricStoreConfig(env, faults),
    metricKeeping: readMetricKeeping(env, faults),
  };
  const [first, ...rest] = faults.sentences;
  if (first !== undefined) throw new ConfigError([first, ...rest]);
  if (databaseUrl === null || keys === null) throw new ConfigError(['The configuration could not be read.']);
  return { ...config, databaseUrl, keys };
}

function readDatabaseUrl(env: Environment, faults: FaultList): string | null {
  const text = readVariable(env, 'DATABASE_URL');
  if (text === null)
    return faults.add(
      'DATABASE_URL is missing: give the address of your PostgreSQL, postgresql://user:password@host/name.',
    );
  const isPostgres = z.url({ protocol: /^postgres(ql)?$/ }).safeParse(text).success;
  return isPostgres ? text : faults.add('DATABASE_URL is not a PostgreSQL address: it must start with postgresql://.');
}

function readKeys(env: Environment, faults: FaultList): MasterKeys | null {
  const before = faults.sentences.length;
  const text = readSecretVariable(env, 'MILLWRIGHT_KEY', faults);
  if (text === null && faults.sentences.length === before)
    return faults.add(
      'MILLWRIGHT_KEY is missing: set it, or MILLWRIGHT_KEY_FILE, to 32 random bytes in base64 (openssl rand -base64 32).',
    );
  const current = text === null ? null : parseMasterKey(text);
  if (text !== null && current === null) faults.add('MILLWRIGHT_KEY is not 32 bytes of base64.');
  const previous = readPreviousKeys(env, faults);
  return current === null ? null : { current, previous };
}

function readPreviousKeys(env: Environment, faults: FaultList): MasterKey[] {
  const path = readVariable(env, 'MILLWRIGHT_PREVIOUS_KEYS_FILE');
  const text = path === null ? null : readTextFile(path, 'MILLWRIGHT_PREVIOUS_KEYS_FILE', faults);
  if (text === null) return [];
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const key = parseMasterKey(line);
    if (key === null) faults.add(`Line ${index + 1} of MILLWRIGHT_PREVIOUS_KEYS_FILE is not 32 bytes of base64.`);
    return key === null ? [] : [key];
  });
}

function readOrigin(env: Environment, kind: ProcessKind, demo: boolean, faults: FaultList): string | null {
  const text = readVariable(env, 'MILLWRIGHT_URL');
  if (text === null)
    return kind === 'web' && !demo
      ? faults.add(
          'MILLWRIGHT_URL is missing: give the address people reach the console by, https://millwright.example.com.',
        )
      : null;
  if (!z.url({ protocol: /^https?$/ }).safeParse(text).success)
    return faults.add('MILLWRIGHT_URL is not an http or https address.');
  if (!demo && isExposed(text))
    return faults.add(
      'MILLWRIGHT_URL must start with https://: over plain http anybody on the way could read sessions. Only this machine itself may do without.',
    );
  return new URL(text).origin;
}

function readSandboxUrl(env: Environment, faults: FaultList): string | null {
  const text = readVariable(env, 'MILLWRIGHT_SANDBOX_URL');
  if (text === null) return null;
  const isLoopback = z
    .url({ protocol: /^http$/, hostname: /^(127\.0\.0\.1|localhost|\[::1\])$/ })
    .safeParse(text).success;
  return isLoopback ? new URL(text).origin : faults.add('MILLWRIGHT_SANDBOX_URL is not a loopback http address.');
}

function readOidc(env: Environment, demo: boolean, faults: FaultList): OidcConfig | null {
  const issuer = readVariable(env, 'OIDC_ISSUER');
  const clientId = readVariable(env, 'OIDC_CLIENT_ID');
  const clientSecret = readSecretVariable(env, 'OIDC_CLIENT_SECRET', faults);
  if (issuer === null && clientId === null && clientSecret === null) return null;
  if (issuer === null) faults.add('OIDC_ISSUER is missing while other OIDC settings are present.');
  else if (!z.url({ protocol: /^https?$/ }).safeParse(issuer).success)
    faults.add('OIDC_ISSUER is not an http or https address.');
  else if (!demo && isExposed(issuer))
    faults.add('OIDC_ISSUER must start with https://: over plain http anybody on the way could sign in as anyone.');
  if (clientId === null)
    faults.add('OIDC_CLIENT_ID is missing: the identity provider gave it when the console was registered.');
  if (clientSecret === null) faults.add('OIDC_CLIENT_SECRET is missing: set it, or OIDC_CLIENT_SECRET_FILE.');
  if (issuer === null || clientId === null || clientSecret === null) return null;
  return { issuer, clientId, clientSecret, groupsClaim: readVariable(env, 'OIDC_GROUPS_CLAIM') ?? 'groups' };
}

function readSmtp(env: Environment, faults: FaultList): { url: string; from: string } | null {
  const url = readVariable(env, 'SMTP_URL');
  const from = readVariable(env, 'SMTP_FROM');
  if (url === null && from === null) return null;
  if (url === null) return faults.add('SMTP_URL is missing while SMTP_FROM is present.');
  if (from === null) return faults.add('SMTP_FROM is missing: give the address mail is sent from.');
  if (!z.url({ protocol: /^smtps?$/ }).safeParse(url).success)
    return faults.add('SMTP_URL is not a mail server address: it must start with smtp:// or smtps://.');
  return { url, from };
}

function readEgress(env: Environment, faults: FaultList): string[] {
  const text = readVariable(env, 'MILLWRIGHT_EGRESS_ALLOW');
  if (text === null) return [];
  return text.split(',').flatMap((part) => {
    const network = normaliseCidr(part.trim());
    if (network === null)
      faults.add(`MILLWRIGHT_EGRESS_ALLOW: "${part.trim()}" is not a network such as 10.20.0.0/16.`);
    return network === null ? [] : [network];
  });
}

function readMetricsPort(env: Environment, kind: ProcessKind, demo: boolean, faults: FaultList): number | null {
  const text = readVariable(env, 'MILLWRIGHT_METRICS_PORT') ?? (demo ? 'off' : String(metricsPortOfWeb));
  if (text === 'off' || kind === 'cli') return null;
  const port = z.coerce.number().int().min(1).max(65_534).safeParse(text);
  if (!port.success) return faults.add('MILLWRIGHT_METRICS_PORT is neither a port number below 65535 nor "off".');
  return kind === 'worker' ? port.data + 1 : port.data;
}

function readDeclaredFile(env: Environment, faults: FaultList): Declaration | null {
  const path = readVariable(env, 'MILLWRIGHT_CONFIG');
  if (path === null) return null;
  const text = readTextFile(path, 'MILLWRIGHT_CONFIG', faults);
  if (text === null) return null;
  const { declaration, faults: wrong } = readDeclaration(text, path);
  for (const sentence of wrong) faults.add(sentence);
  return declaration;
}
