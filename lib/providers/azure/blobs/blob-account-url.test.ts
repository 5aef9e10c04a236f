import { describe, expect, it } from 'vitest';
import { toBlobAccountUrl } from './blob-account-url';

const endpoint = 'https://127.0.0.1:8443';

describe('the URL of a storage account', () => {
  it.each([
    ['https://billing01.blob.core.windows.net', 'public'],
    ['https://billing01.z07.blob.storage.azure.net', 'public'],
    ['https://billing01.blob.core.usgovcloudapi.net', 'usgovernment'],
    ['https://billing01.blob.core.chinacloudapi.cn', 'china'],
  ] as const)('may be %s in the cloud %s', (url, cloud) => {
    expect(toBlobAccountUrl(url, { cloud })).toBe(url);
    expect(toBlobAccountUrl(` ${url}/ `, { cloud })).toBe(url);
  });

  it.each([
    ['another host', 'https://evil.example'],
    ['another host that begins like one', 'https://billing01.blob.core.windows.net.evil.example'],
    ['another host that ends like one', 'https://evil.example?.blob.core.windows.net'],
    ['another host in front of which one stands', 'https://billing01.blob.core.windows.net@evil.example'],
    ['another cloud', 'https://billing01.blob.core.chinacloudapi.cn'],
    ['another service', 'https://billing01.queue.core.windows.net'],
    ['the domain itself', 'https://blob.core.windows.net'],
    ['a deeper host', 'https://a.billing01.blob.core.windows.net'],
    ['a name no account has', 'https://x.blob.core.windows.net'],
    ['plain HTTP', 'http://billing01.blob.core.windows.net'],
    ['another port', 'https://billing01.blob.core.windows.net:8443'],
    ['a path', 'https://billing01.blob.core.windows.net/exports'],
    ['a query', 'https://billing01.blob.core.windows.net/?sig=x'],
    ['no URL', 'billing01'],
  ])('may not be that of %s', (_, url) => {
    expect(toBlobAccountUrl(url, { cloud: 'public' })).toBeNull();
  });

  it('is at the host of a custom endpoint where there is one, whatever the port', () => {
    const settings = { cloud: 'public', endpoint } as const;
    expect(toBlobAccountUrl('https://127.0.0.1:10000/devstoreaccount1/', settings)).toBe(
      'https://127.0.0.1:10000/devstoreaccount1',
    );
    for (const url of [
      'https://127.0.0.1:10000',
      'https://127.0.0.1:10000/a/b',
      'http://127.0.0.1:10000/devstoreaccount1',
      'https://127.0.0.2:10000/devstoreaccount1',
      'https://billing01.blob.core.windows.net',
    ])
      expect(toBlobAccountUrl(url, settings), url).toBeNull();
  });
});
