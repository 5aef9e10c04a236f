import { describe, expect, it } from 'vitest';
import { toRaw } from './to-raw';

describe('an Azure document for the raw view', () => {
  it('holds nothing secret of containers, machines and clusters', () => {
    const raw = toRaw({
      containers: [
        {
          name: 'c',
          properties: {
            command: ['serve', '--key', 's3cret'],
            environmentVariables: [{ name: 'TOKEN', value: 's3cret' }],
            livenessProbe: { httpGet: { httpHeaders: [{ name: 'Authorization', value: 's3cret' }] } },
          },
        },
      ],
      env: [{ name: 'TOKEN', value: 's3cret' }],
      volumes: [
        { azureFile: { storageAccountKey: 's3cret' }, gitRepo: { repository: 'https://s3cret@git.example.net/a' } },
      ],
      diagnostics: { logAnalytics: { workspaceId: 'w', workspaceKey: 's3cret' } },
      osProfile: { windowsConfiguration: { additionalUnattendContent: [{ content: '<Password>s3cret</Password>' }] } },
      httpProxyConfig: { httpProxy: 'http://proxy:s3cret@10.0.0.1:3128/' },
    });
    expect(raw).not.toContain('s3cret');
    expect(JSON.parse(raw)).toMatchObject({
      containers: [{ name: 'c', properties: { environmentVariables: [{ name: 'TOKEN' }] } }],
      diagnostics: { logAnalytics: { workspaceId: 'w' } },
    });
  });
});
