import { z } from 'zod';
import { type Environment, type FaultList, readSecretVariable, readVariable } from './environment';
import { isExposed } from './exposed-address';

/** A Prometheus-compatible engine of the operator's own that keeps the metrics. */
export interface MetricEngineConfig {
  /** Below it lie `api/v1/query` and the other reads; without a slash at its end. */
  readUrl: string;
  /** Where remote write goes. */
  writeUrl: string;
  credentials: { token: string } | { username: string; password: string } | null;
  /** The tenant that `X-Scope-OrgID` names; null where the engine has none. */
  tenant: string | null;
  /** How long the engine keeps samples, as its operator says, in milliseconds. */
  retentionMs: number;
}

/** What keeps the metrics: the database, or an engine. */
export type MetricStoreConfig = 'postgres' | MetricEngineConfig;

const setting = 'MILLWRIGHT_METRIC_STORE';
const dayMs = 24 * 3_600_000;
/** Prometheus keeps so much unless told otherwise. */
const defaultRetentionDays = 15;
const webAddress = z.url({ protocol: /^https?$/ });

/** Adds a fault for whatever is wrong, and then gives `postgres`, which nobody gets to use. */
export function readMetricStoreConfig(env: Environment, faults: FaultList): MetricStoreConfig {
  const address = readVariable(env, setting) ?? 'postgres';
  const isEngine = address !== 'postgres';
  const writeAddress = readVariable(env, `${setting}_WRITE_URL`);
  const tenant = readVariable(env, `${setting}_TENANT`);
  const credentials = readCredentials(env, faults);
  const retention = readVariable(env, `${setting}_RETENTION`);
  const retentionMs = readRetention(retention, faults);
  const readUrl = isEngine ? readAddress(address, setting, faults) : null;
  const writeUrl = writeAddress === null ? null : readAddress(writeAddress, `${setting}_WRITE_URL`, faults);
  if (!isEngine) {
    if ([writeAddress, tenant, credentials, retention].some((given) => given !== null))
      faults.add(`${setting} is postgres, yet there are settings for an engine: name its address or drop them.`);
    return 'postgres';
  }
  if (readUrl === null) return 'postgres';
  const engine = { readUrl, writeUrl: writeUrl ?? `${readUrl}/api/v1/write`, credentials, tenant, retentionMs };
  if (credentials !== null && [engine.readUrl, engine.writeUrl].some(isExposed))
    faults.add(`${setting} must start with https:// where credentials go with it: plain http shows them to anybody.`);
  return engine;
}

function readAddress(text: string, name: string, faults: FaultList): string | null {
  if (!webAddress.safeParse(text).success)
    return faults.add(`${name} is not an http or https address${name === setting ? ', nor "postgres"' : ''}.`);
  const { username, password, search, hash } = new URL(text);
  if (username !== '' || password !== '')
    return faults.add(`${name} holds credentials: give them in ${setting}_USERNAME and ${setting}_PASSWORD.`);
  if (search !== '' || hash !== '') return faults.add(`${name} must be an address without "?" or "#".`);
  return text.replace(/\/+$/, '');
}

function readRetention(text: string | null, faults: FaultList): number {
  if (text === null) return defaultRetentionDays * dayMs;
  const days = /^(\d{1,4})d$/.exec(text)?.[1];
  if (days !== undefined && Number(days) > 0) return Number(days) * dayMs;
  faults.add(`${setting}_RETENTION is not a number of days such as 90d.`);
  return defaultRetentionDays * dayMs;
}

function readCredentials(env: Environment, faults: FaultList): MetricEngineConfig['credentials'] {
  const token = readSecretVariable(env, `${setting}_TOKEN`, faults);
  const username = readVariable(env, `${setting}_USERNAME`);
  const password = readSecretVariable(env, `${setting}_PASSWORD`, faults);
  if (token !== null && (username !== null || password !== null))
    return faults.add(`Set ${setting}_TOKEN or ${setting}_USERNAME with its password, not both.`);
  if (token !== null) return isHeaderText(token) ? { token } : faults.add(`${setting}_TOKEN holds what no token can.`);
  if (username === null && password === null) return null;
  if (username === null) return faults.add(`${setting}_USERNAME is missing while the password is present.`);
  if (password === null) return faults.add(`${setting}_PASSWORD is missing: set it, or ${setting}_PASSWORD_FILE.`);
  return username.includes(':') ? faults.add(`${setting}_USERNAME must not hold a colon.`) : { username, password };
}

/** A line break in a header would begin another. */
function isHeaderText(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}
