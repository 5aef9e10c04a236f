import { describe, expect, it } from 'vitest';
import { toRaw } from './to-raw';

describe('an object for the raw view', () => {
  it('holds no secret that somebody put beside those', () => {
    const applied = JSON.stringify({ spec: { env: [{ name: 'TOKEN', value: 's3cret' }] } });
    const service = {
      metadata: {
        name: 's',
        annotations: {
          'example.net/applied': applied,
          'objectset.rio.cattle.io/applied': 'H4sIAAAAAAAA/4yQs3cret',
          'example.net/source': 'https://reader:s3cret@git.example.net/models.git',
        },
      },
      spec: {
        env: { TOKEN: 's3cret' },
        mountOptions: ['vers=3.0', 'username=reader,password=s3cret'],
        readinessProbe: { httpGet: { httpHeaders: [{ name: 'Authorization', value: 'Bearer s3cret' }] } },
      },
    };
    const raw = toRaw(service);
    expect(raw).not.toContain('s3cret');
    expect(JSON.parse(raw)).toMatchObject({
      metadata: { annotations: { 'example.net/applied': expect.stringContaining('TOKEN') } },
      spec: { env: { TOKEN: '[redacted]' }, readinessProbe: { httpGet: { httpHeaders: [{ name: 'Authorization' }] } } },
    });
  });

  it('holds no environment values, commands or secrets, and no bookkeeping', () => {
    const pod = {
      metadata: {
        name: 'p',
        managedFields: [{ manager: 'kubectl' }],
        annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{"env":"s3cret"}', team: 'vision' },
      },
      spec: {
        containers: [
          {
            name: 'c',
            args: ['--api-key=s3cret'],
            command: ['serve', 's3cret'],
            env: [
              { name: 'TOKEN', value: 's3cret' },
              { name: 'REF', valueFrom: { secretKeyRef: { name: 'x', key: 'y' } } },
            ],
          },
        ],
        csi: { volumeAttributes: { password: 's3cret' }, nodePublishSecretRef: { name: 'creds' } },
      },
      absent: undefined,
    };
    const raw = toRaw(pod);
    expect(raw).not.toContain('s3cret');
    expect(JSON.parse(raw)).toMatchObject({
      metadata: { name: 'p', annotations: { team: 'vision' } },
      spec: {
        containers: [{ name: 'c', env: [{ name: 'TOKEN' }, { name: 'REF' }] }],
        csi: { nodePublishSecretRef: { name: 'creds' } },
      },
    });
    expect(JSON.stringify(JSON.parse(raw))).toBe(raw);
  });
});
