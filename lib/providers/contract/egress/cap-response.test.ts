import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { capResponse, ResponseTooLarge } from './cap-response';

describe('capResponse', () => {
  it('passes a body up to the limit unchanged', async () => {
    const body = await buffer(capResponse(Readable.from([Buffer.from('abc'), Buffer.from('de')]), 5));
    expect(body.toString()).toBe('abcde');
  });

  it('cuts a longer one and closes its source', async () => {
    const source = Readable.from([Buffer.alloc(4), Buffer.alloc(4)]);
    await expect(buffer(capResponse(source, 5))).rejects.toBeInstanceOf(ResponseTooLarge);
    expect(source.destroyed).toBe(true);
  });

  it('hands on an error of the source', async () => {
    const source = new Readable({ read() {} });
    const body = buffer(capResponse(source, 5));
    source.destroy(new Error('cut off'));
    await expect(body).rejects.toThrow('cut off');
  });
});
