import { describe, expect, it } from 'vitest';
import { toRaw } from './to-raw';

describe('a Google Cloud document for the raw view', () => {
  it('holds nothing secret of services, functions and machines', () => {
    const raw = toRaw({
      metadata: {
        name: 'service',
        annotations: { 'example.net/applied': JSON.stringify({ env: [{ name: 'TOKEN', value: 's3cret' }] }) },
      },
      buildConfig: { buildEnvironmentVariables: { TOKEN: 's3cret' }, environmentVariables: { TOKEN: 's3cret' } },
      containers: [{ livenessProbe: { httpGet: { httpHeaders: [{ name: 'Authorization', value: 's3cret' }] } } }],
      source: 'https://reader:s3cret@git.example.net/models.git',
    });
    expect(raw).not.toContain('s3cret');
    expect(JSON.parse(raw)).toMatchObject({ metadata: { name: 'service' } });
  });
});
