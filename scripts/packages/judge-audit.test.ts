import { describe, expect, test } from 'vitest';
import { judgeAudit } from './judge-audit';

const finding = (severity: string) => ({ name: 'left', severity, range: '<2', fixAvailable: true });
const report = (vulnerabilities: object) => JSON.stringify({ auditReportVersion: 2, vulnerabilities });

describe('judging an audit', () => {
  test('findings from high up fail, lesser ones do not', () => {
    expect(judgeAudit(report({ left: finding('critical'), right: finding('low') }))).toEqual({
      kind: 'vulnerable',
      findings: ['left <2: critical, a fix is available'],
    });
    expect(judgeAudit(report({ left: finding('moderate') }))).toEqual({ kind: 'clean' });
    expect(judgeAudit(report({}))).toEqual({ kind: 'clean' });
  });

  test('a registry that does not answer is never taken for a clean report', () => {
    expect(judgeAudit('{"message":"405 Method Not Allowed","statusCode":405}')).toEqual({
      kind: 'unanswered',
      reason: '405 Method Not Allowed',
    });
    expect(judgeAudit('')).toMatchObject({ kind: 'unanswered' });
    expect(judgeAudit('{}')).toMatchObject({ kind: 'unanswered' });
  });
});
