import { expect, it, vi } from 'vitest';
import { serverLog } from '@/lib/access/server-log';
import { csvResponse } from './csv-response';

const name = { name: 'inventory', at: new Date('2026-11-01T23:59:00Z'), requestId: 'r' };

it('is a file named after its day', async () => {
  async function* pieces() {
    yield 'name\r\n';
    yield 'zürich\r\n';
  }
  const response = csvResponse(pieces(), name);
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="inventory-2026-11-01.csv"');
  expect(await response.text()).toBe('name\r\nzürich\r\n');
});

it('reads no further once nobody takes it', async () => {
  const state = { asked: 0, isClosed: false };
  async function* endless() {
    try {
      for (;;) {
        state.asked++;
        yield 'row\r\n';
      }
    } finally {
      state.isClosed = true;
    }
  }
  const reader = csvResponse(endless(), name).body?.getReader();
  await reader?.read();
  await reader?.cancel();
  expect(state.isClosed).toBe(true);
  expect(state.asked).toBeLessThan(4);
});

it('breaks off when it fails half way, so that the part is not taken for the whole', async () => {
  const log = vi.spyOn(serverLog, 'error').mockImplementation(() => undefined);
  async function* broken() {
    yield 'name\r\n';
    throw new RangeError('lost the database');
  }
  await expect(csvResponse(broken(), name).text()).rejects.toThrow();
  expect(log).toHaveBeenCalledOnce();
});
