import { describe, expect, test } from 'vitest';
import { FaultList } from './environment';
import { readMetricStoreConfig } from './metric-store-config';

const setting = 'MILLWRIGHT_METRIC_STORE';

function read(given: Record<string, string>) {
  const faults = new FaultList();
  const env = Object.fromEntries(Object.entries(given).map(([name, value]) => [setting + name, value]));
  return { config: readMetricStoreConfig(env, faults), faults: faults.sentences };
}

describe('the setting of the metric store', () => {
  test('is the database unless an engine is named', () => {
    expect(read({})).toEqual({ config: 'postgres', faults: [] });
    expect(read({ '': 'postgres' })).toEqual({ config: 'postgres', faults: [] });
  });

  test('takes the address of an engine, which remote write goes to as well', () => {
    expect(read({ '': 'http://prometheus:9090/' })).toEqual({
      config: {
        readUrl: 'http://prometheus:9090',
        writeUrl: 'http://prometheus:9090/api/v1/write',
        credentials: null,
        tenant: null,
        retentionMs: 15 * 86_400_000,
      },
      faults: [],
    });
  });

  test('takes what Mimir needs', () => {
    const { config, faults } = read({
      '': 'https://mimir/prometheus',
      _WRITE_URL: 'https://mimir/api/v1/push',
      _TENANT: 'gpu',
      _TOKEN: 'abc',
      _RETENTION: '395d',
    });
    expect(faults).toEqual([]);
    expect(config).toEqual({
      readUrl: 'https://mimir/prometheus',
      writeUrl: 'https://mimir/api/v1/push',
      credentials: { token: 'abc' },
      tenant: 'gpu',
      retentionMs: 395 * 86_400_000,
    });
  });

  test('takes a user with a password', () => {
    const { config } = read({ '': 'http://localhost:9090', _USERNAME: 'ada', _PASSWORD: 'secret' });
    expect(config).toMatchObject({ credentials: { username: 'ada', password: 'secret' } });
  });

  test.each<[Record<string, string>, RegExp]>([
    [{ '': 'victoria' }, /not an http or https address, nor "postgres"/],
    [{ '': 'ftp://engine' }, /not an http/],
    [{ '': 'https://ada:pw@engine' }, /holds credentials/],
    [{ '': 'https://engine?tenant=1' }, /without "\?"/],
    [{ '': 'https://engine', _WRITE_URL: 'push' }, /_WRITE_URL is not/],
    [{ '': 'https://engine', _TOKEN: 'a', _USERNAME: 'b' }, /not both/],
    [{ '': 'https://engine', _TOKEN: 'a\r\nx: y' }, /no token can/],
    [{ '': 'https://engine', _USERNAME: 'b' }, /_PASSWORD is missing/],
    [{ '': 'https://engine', _PASSWORD: 'b' }, /_USERNAME is missing/],
    [{ '': 'https://engine', _USERNAME: 'a:b', _PASSWORD: 'c' }, /colon/],
    [{ '': 'https://engine', _RETENTION: '2w' }, /number of days/],
    [{ '': 'http://engine', _TOKEN: 'a' }, /must start with https/],
    [{ '': 'https://engine', _WRITE_URL: 'http://engine/push', _TOKEN: 'a' }, /must start with https/],
    [{ _TENANT: 'gpu' }, /is postgres, yet/],
    [{ _RETENTION: '30d' }, /is postgres, yet/],
  ])('refuses %j in one sentence', (given, sentence) => {
    const { faults } = read(given);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(sentence);
    expect(faults[0]).toMatch(/^(MILLWRIGHT_METRIC_STORE|Set ).*\.$/);
  });
});
