import { z } from 'zod';

const auditSchema = z.object({
  auditReportVersion: z.number(),
  vulnerabilities: z.record(
    z.string(),
    z.object({ name: z.string(), severity: z.string(), range: z.string(), fixAvailable: z.unknown() }),
  ),
});

/**
 * What an audit came to. `unanswered` proves nothing either way: the registry did not say, which is told loudly and is
 * no fault of the change at hand.
 */
export type AuditVerdict =
  | { kind: 'clean' }
  | { kind: 'vulnerable'; findings: string[] }
  | { kind: 'unanswered'; reason: string };

const severities = ['high', 'critical'];

/** Judges the JSON that `npm audit --json` printed: severities from high up count. */
export function judgeAudit(output: string): AuditVerdict {
  const answer = parseJson(output);
  const report = auditSchema.safeParse(answer);
  if (!report.success) return { kind: 'unanswered', reason: toReason(answer) };
  const findings = Object.values(report.data.vulnerabilities)
    .filter(({ severity }) => severities.includes(severity))
    .map(
      ({ name, range, severity, fixAvailable }) =>
        `${name} ${range}: ${severity}, ${fixAvailable === false ? 'no fix yet' : 'a fix is available'}`,
    );
  return findings.length > 0 ? { kind: 'vulnerable', findings } : { kind: 'clean' };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function toReason(answer: unknown): string {
  const said = z.object({ message: z.string() }).safeParse(answer);
  return said.success ? said.data.message : 'npm gave no report';
}
