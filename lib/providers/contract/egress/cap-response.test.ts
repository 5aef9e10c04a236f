import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { capResponse, ResponseTooLarge } from './cap-response';
import { ReceiveBudget, ReceivedTooMuch } from './receive-budget';

describe('capResponse', () => {
  const budget = () => new ReceiveBudget(1000);

  it('passes a body up to the limit unchanged', async () => {
    const body = await buffer(capResponse(Readable.from([Buffer.from('abc'), Buffer.from('de')]), budget(), 5));
    expect(body.toString()).toBe('abcde');
  });

  it('cuts a longer one and closes its source', async () => {
    const source = Readable.from([Buffer.alloc(4), Buffer.alloc(4)]);
    await expect(buffer(capResponse(source, budget(), 5))).rejects.toBeInstanceOf(ResponseTooLarge);
    expect(source.destroyed).toBe(true);
  });

  it('hands on an error of the source', async () => {
    const source = new Readable({ read() {} });
    const body = buffer(capResponse(source, budget(), 5));
    source.destroy(new Error('cut off'));
    await expect(body).rejects.toThrow('cut off');
  });

  it('cuts the answer with which all of them together hold too much', async () => {
    const together = new ReceiveBudget(10);
    const read = (bytes: number) => buffer(capResponse(Readable.from([Buffer.alloc(bytes)]), together));
    await read(6);
    await read(4);
    expect(together.isExceeded).toBe(false);
    await expect(read(1)).rejects.toBeInstanceOf(ReceivedTooMuch);
    expect(together.isExceeded).toBe(true);
  });
});
