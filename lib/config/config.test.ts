import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from './config';
import { ConfigError } from './config-error';
import { ensureKeyFile } from './ensure-key-file';
import { deriveSubKey } from './master-keys';

const key = Buffer.alloc(32, 7).toString('base64');
const required = {
  DATABASE_URL: 'postgresql://m@db/m',
  MILLWRIGHT_KEY: key,
  MILLWRIGHT_URL: 'https://console.example',
};

function faultsOf(env: Record<string, string>, kind: 'web' | 'worker' | 'cli' = 'web'): readonly string[] {
  try {
    readConfig(env, kind);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('readConfig', () => {
  test('lists every missing thing at once, each in its own sentence', () => {
    const faults = faultsOf({});
    expect(faults).toHaveLength(3);
    expect(faults.join(' ')).toMatch(/DATABASE_URL.*MILLWRIGHT_KEY.*MILLWRIGHT_URL/);
    for (const fault of faults) expect(fault).toMatch(/^[A-Z].*\.$/);
  });

  test('asks only the web for the public address, and not in demo mode', () => {
    const { MILLWRIGHT_URL: _, ...withoutUrl } = required;
    expect(faultsOf(withoutUrl, 'worker')).toEqual([]);
    expect(faultsOf({ ...withoutUrl, MILLWRIGHT_SANDBOX_URL: 'http://127.0.0.1:4000' })).toEqual([]);
  });

  test('demo mode exists exactly while a loopback sandbox is named, and lets connections reach loopback', () => {
    const demo = readConfig({ ...required, MILLWRIGHT_SANDBOX_URL: 'http://127.0.0.1:4000/' });
    expect(demo).toMatchObject({ demo: true, sandboxUrl: 'http://127.0.0.1:4000' });
    expect(demo.egressAllow).toContain('127.0.0.1/32');
    expect(readConfig(required)).toMatchObject({ demo: false, sandboxUrl: null, egressAllow: [] });
    expect(faultsOf({ ...required, MILLWRIGHT_SANDBOX_URL: 'http://sandbox.example' })).toHaveLength(1);
  });

  test('half an identity provider is refused, naming the missing half', () => {
    expect(faultsOf({ ...required, OIDC_ISSUER: 'https://id.example' })).toEqual([
      expect.stringContaining('OIDC_CLIENT_ID'),
      expect.stringContaining('OIDC_CLIENT_SECRET'),
    ]);
    expect(readConfig(required).oidc).toBeNull();
  });

  test('takes plain http only from the machine itself, or in a demo', () => {
    const oidc = { OIDC_CLIENT_ID: 'console', OIDC_CLIENT_SECRET: 'secret', OIDC_ISSUER: 'https://id.example' };
    const withUrl = (url: string) => ({ ...required, ...oidc, MILLWRIGHT_URL: url });
    const withIssuer = (url: string) => ({ ...required, ...oidc, OIDC_ISSUER: url });
    const exposed = [
      'http://console.example',
      'http://127.0.0.1.example',
      'http://localhost.example',
      'http://10.0.0.1',
    ];
    for (const url of exposed) {
      for (const kind of ['web', 'cli'] as const)
        expect(faultsOf(withUrl(url), kind)).toEqual([expect.stringMatching(/^MILLWRIGHT_URL must .*https/)]);
      expect(faultsOf(withIssuer(url))).toEqual([expect.stringMatching(/^OIDC_ISSUER must .*https/)]);
      const demo = { ...withUrl(url), OIDC_ISSUER: url, MILLWRIGHT_SANDBOX_URL: 'http://127.0.0.1:4000' };
      expect(faultsOf(demo)).toEqual([]);
    }
    for (const url of [
      'http://localhost:3000',
      'http://127.0.0.1:3000',
      'http://[::1]:3000',
      'http://console.localhost',
    ]) {
      expect(faultsOf(withUrl(url))).toEqual([]);
      expect(faultsOf(withIssuer(url))).toEqual([]);
    }
  });

  test('reads secrets from files and never quotes them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'millwright-config-'));
    const { MILLWRIGHT_KEY: _, ...rest } = required;
    writeFileSync(join(folder, 'key'), `${key}\n`);
    expect(readConfig({ ...rest, MILLWRIGHT_KEY_FILE: join(folder, 'key') }).keys.current.bytes).toEqual(
      Buffer.alloc(32, 7),
    );
    expect(faultsOf({ ...required, MILLWRIGHT_KEY: 'not-the-right-length' }).join()).not.toContain('not-the-right');
    expect(faultsOf({ ...rest, MILLWRIGHT_KEY_FILE: join(folder, 'absent') })).toEqual([
      expect.stringContaining('ENOENT'),
    ]);
    expect(faultsOf({ ...required, MILLWRIGHT_KEY_FILE: join(folder, 'key') })).toEqual([
      expect.stringContaining('not both'),
    ]);
  });

  test('egress rules come from the environment and from the file, in canonical form', () => {
    const folder = mkdtempSync(join(tmpdir(), 'millwright-config-'));
    writeFileSync(join(folder, 'millwright.yaml'), 'egress: { allow: [192.168.7.9/24] }\n');
    const config = readConfig({
      ...required,
      MILLWRIGHT_EGRESS_ALLOW: '10.1.2.3/8, fd00::1',
      MILLWRIGHT_CONFIG: join(folder, 'millwright.yaml'),
    });
    expect(config.egressAllow).toEqual(['10.0.0.0/8', 'fd00::1/128', '192.168.7.0/24']);
    expect(faultsOf({ ...required, MILLWRIGHT_EGRESS_ALLOW: '0x7f.1/8' })).toHaveLength(1);
  });

  test('web and worker of one environment serve metrics on neighbouring ports', () => {
    expect(readConfig(required, 'web').metricsPort).toBe(9464);
    expect(readConfig(required, 'worker').metricsPort).toBe(9465);
    expect(readConfig({ ...required, MILLWRIGHT_METRICS_PORT: 'off' }, 'worker').metricsPort).toBeNull();
  });
});

describe('master keys', () => {
  test('sub-keys differ by purpose, stay the same over restarts, and the version does not reveal the key', () => {
    const { keys } = readConfig(required);
    expect(deriveSubKey(keys, 'auth')).not.toBe(deriveSubKey(keys, 'session'));
    expect(deriveSubKey(keys, 'auth')).toBe(deriveSubKey(readConfig(required).keys, 'auth'));
    expect(keys.current.version).toMatch(/^[0-9a-f]{12}$/);
    expect(keys.current.bytes.toString('hex')).not.toContain(keys.current.version);
  });

  test('a key file is made once, for its owner only, and kept', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'millwright-key-')), 'deep', 'master.key');
    ensureKeyFile(path);
    const first = readFileSync(path, 'utf8');
    expect(Buffer.from(first, 'base64')).toHaveLength(32);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    ensureKeyFile(path);
    expect(readFileSync(path, 'utf8')).toBe(first);
  });
});
