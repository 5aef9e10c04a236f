import { describe, expect, test } from 'vitest';
import { readDeclaration } from './declared';

const whole = `
connections:
  - name: research
    provider: aws
    settings: { roleArns: ["arn:aws:iam::111122223333:role/millwright"], regions: [us-east-1] }
    secret:
      accessKeyId: { env: RESEARCH_KEY_ID }
      secretAccessKey: { file: secrets/research }
    interval: 15m
roleBindings:
  - { group: ai-platform, role: operator }
  - { email: Ana@Example.com, role: viewer, scope: { team: vision } }
egress:
  allow: [10.4.0.0/16]
`;

describe('readDeclaration', () => {
  test('reads connections, role bindings and egress rules', () => {
    const { declaration } = readDeclaration(whole, '/etc/millwright/millwright.yaml');
    expect(declaration?.connections[0]).toMatchObject({
      name: 'research',
      interval: 900_000,
      secret: {
        accessKeyId: { env: 'RESEARCH_KEY_ID' },
        secretAccessKey: { file: '/etc/millwright/secrets/research' },
      },
    });
    expect(declaration?.roleBindings).toEqual([
      { group: 'ai-platform', role: 'operator', scope: { kind: 'all' } },
      { email: 'ana@example.com', role: 'viewer', scope: { kind: 'team', team: 'vision' } },
    ]);
    expect(declaration?.egress.allow).toEqual(['10.4.0.0/16']);
  });

  test('an empty file declares nothing', () => {
    expect(readDeclaration('', 'm.yaml').declaration).toEqual({
      connections: [],
      roleBindings: [],
      links: [],
      egress: { allow: [] },
    });
  });

  test('refuses a literal secret with its line and field, and does not repeat it', () => {
    const { faults } = readDeclaration(
      'connections:\n  - name: a\n    provider: aws\n    secret:\n      secretAccessKey: hunter2\n',
      'm.yaml',
    );
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain('m.yaml, line 5, connections[0].secret.secretAccessKey: secrets are not written');
    expect(faults[0]).not.toContain('hunter2');
  });

  test.each([
    ['conections: []', /line 1, the whole file: .*conections/],
    ['connections:\n  - { name: a, provider: gpc }', /line 2, connections\[0\]\.provider/],
    ['connections:\n  - { name: a, provider: aws }\n  - { name: a, provider: aws }', /line 3, .*declared twice/],
    ['connections:\n  - { name: a, provider: aws, interval: 5s }', /between 1m and 1d/],
    ['roleBindings:\n  - { role: admin }', /one of the two/],
    ['roleBindings:\n  - { email: a@b.co, group: g, role: admin }', /one of the two/],
    ['egress:\n  allow: [everything]', /line 2, egress\.allow\[0\]/],
    ['a: [1', /line 1: .* in the YAML/],
    ['egress: {}\negress: {}', /in the YAML/],
  ])('names line and field: %s', (text, expected) => {
    const { declaration, faults } = readDeclaration(text, 'm.yaml');
    expect(declaration).toBeNull();
    expect(faults.join('\n')).toMatch(expected);
  });
});
