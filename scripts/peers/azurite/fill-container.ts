import { createHash } from 'node:crypto';
import type { StoredBlob } from '@/lib/providers/azure/blobs/parse-listing';
import type { Send } from './send';

/** Writes to one container, as a person of the storage account would. */
export interface ContainerWriter {
  create(): Promise<void>;
  /** Uploads in one piece, of which Azurite tells the MD5; what the listing must then say. */
  put(name: string, content: Uint8Array): Promise<StoredBlob>;
  /** Uploads in blocks, as large exports are: no MD5 of the whole is known. */
  putInBlocks(name: string, content: Uint8Array, blockBytes: number): Promise<StoredBlob>;
  remove(name: string): Promise<void>;
}

/** `url` is the container's; `token` a bearer token for storage. */
export function writeTo(send: Send, url: string, token: string): ContainerWriter {
  const headers = { authorization: `Bearer ${token}`, 'x-ms-version': '2021-12-02' };
  const must = async (sent: Parameters<Send>[0]) => {
    const answer = await send({ ...sent, headers: { ...headers, ...sent.headers } });
    if (answer.status < 300) return answer;
    throw new Error(`Azurite answered ${sent.method} ${sent.url} with ${answer.status}: ${answer.text.slice(0, 300)}`);
  };
  const urlOf = (name: string) => `${url}/${encodeURIComponent(name)}`;
  const toBlob = (name: string, content: Uint8Array, md5: string | null, answer: Awaited<ReturnType<Send>>) => ({
    name,
    sizeBytes: content.length,
    etag: String(answer.headers.etag).replaceAll('"', ''),
    lastModified: new Date(String(answer.headers['last-modified'])),
    contentMd5: md5,
  });
  return {
    async create() {
      await must({ method: 'PUT', url: `${url}?restype=container` });
    },
    async put(name, content) {
      const blob = {
        method: 'PUT',
        url: urlOf(name),
        headers: { 'x-ms-blob-type': 'BlockBlob' },
        body: content,
      } as const;
      return toBlob(name, content, createHash('md5').update(content).digest('base64'), await must(blob));
    },
    async putInBlocks(name, content, blockBytes) {
      const ids: string[] = [];
      for (let at = 0; at < content.length; at += blockBytes) {
        const id = Buffer.from(String(ids.length).padStart(6, '0')).toString('base64');
        const query = new URLSearchParams({ comp: 'block', blockid: id });
        await must({ method: 'PUT', url: `${urlOf(name)}?${query}`, body: content.subarray(at, at + blockBytes) });
        ids.push(id);
      }
      const list = `<?xml version="1.0" encoding="utf-8"?><BlockList>${ids.map((id) => `<Latest>${id}</Latest>`).join('')}</BlockList>`;
      const answer = await must({ method: 'PUT', url: `${urlOf(name)}?comp=blocklist`, body: Buffer.from(list) });
      return toBlob(name, content, null, answer);
    },
    async remove(name) {
      await must({ method: 'DELETE', url: urlOf(name) });
    },
  };
}
