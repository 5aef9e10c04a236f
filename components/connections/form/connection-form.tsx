'use client';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/button';
import { ErrorSummary } from '@/components/ui/error-summary';
import { Notice } from '@/components/ui/panel-states';
import type { ProviderDescription } from '@/lib/api/contracts/connections';
import type { FieldFault } from '@/lib/domain/refusal';
import type { TagRules } from '@/lib/domain/resource';
import type { ApiProblem } from '@/lib/queries/api-problem';
import { type ConnectionDraft, toSecret, toSettings, toTagRules } from './connection-draft';
import { ConnectionFields } from './connection-fields';
import { toFieldId } from './field-id';
import { findDraftFaults } from './find-draft-faults';
import { SecretNote } from './secret-note';
import { TestReport } from './test-report';
import { useConnectionTest } from './use-connection-test';
import { useKeptDraft } from './use-kept-draft';

/** What a submitted form asks for. `intervalMs` undefined leaves the provider's default. */
export interface ConnectionSubmission {
  name: string;
  settings: ReturnType<typeof toSettings>;
  /** Null: no secret was entered. */
  secret: Record<string, string> | null;
  tagRules: TagRules;
  intervalMs: number | undefined;
}

export interface ConnectionFormProps {
  provider: ProviderDescription;
  /** Under which name the draft is kept in this tab. */
  draftKey: string;
  initialDraft: ConnectionDraft;
  /** A secret is stored already, and stays unless another is entered. */
  hasStoredSecret: boolean;
  /** The verb of the form, e.g. `Save connection`. */
  verb: string;
  onSubmit: (submission: ConnectionSubmission, clearDraft: () => void) => void;
  isPending: boolean;
  /** Why the last save was refused; null when it was not. */
  problem: ApiProblem | null;
  /** What else stands above the fields, e.g. a conflict to settle. */
  notice?: ReactNode;
  cancel: ReactNode;
}

function toFormFaults(problem: ApiProblem): FieldFault[] {
  return problem.errors.length > 0 ? problem.errors : [{ path: '', message: problem.message }];
}

/** The form of a connection: fields the provider declares, a test, and saving whatever the test said. */
export function ConnectionForm(props: ConnectionFormProps) {
  const { provider, initialDraft, hasStoredSecret, problem, isPending } = props;
  const { draft: kept, keepDraft, clearDraft } = useKeptDraft(props.draftKey);
  const [secrets, setSecrets] = useState<Record<string, string>>({});
  const [ownFaults, setOwnFaults] = useState<FieldFault[]>([]);
  const [testProblem, setTestProblem] = useState<ApiProblem | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [sentSettings, setSentSettings] = useState<string | null>(null);
  const draft = kept ?? initialDraft;

  const test = useConnectionTest((fault) => {
    setTestProblem(fault);
    setAttempt((count) => count + 1);
  });
  const refused = testProblem ?? problem;
  const faults = ownFaults.length > 0 ? ownFaults : refused === null ? [] : toFormFaults(refused);

  const settings = toSettings(provider.fields, draft.values);
  const secret = toSecret(provider.fields, secrets);
  // The secret was asked for because of the settings sent then; other settings may not need it.
  const isAboutThese = sentSettings === JSON.stringify(settings);
  const secretDemand = (isAboutThese && problem?.errors.find((fault) => fault.path === 'secret')) || null;
  const testInput = { provider: provider.id, settings, secret };
  const report = test.report;
  const isReportCurrent = test.isOf(testInput);

  /** Whether the form may be sent; when not, says why beside the fields and in the summary. */
  function holds(): boolean {
    const found = findDraftFaults(provider.fields, draft, secrets, secretDemand !== null);
    setOwnFaults(found);
    setTestProblem(null);
    setAttempt((count) => count + 1);
    return found.length === 0;
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (isPending || !holds()) return;
    setSentSettings(JSON.stringify(settings));
    const minutes = draft.intervalMinutes.trim();
    props.onSubmit(
      {
        name: draft.name.trim(),
        settings,
        secret,
        tagRules: toTagRules(draft.tagKeys),
        intervalMs: minutes === '' ? undefined : Number(minutes) * 60_000,
      },
      clearDraft,
    );
  }

  return (
    <form noValidate onSubmit={submit} className="flex min-w-0 flex-col gap-4">
      {faults.length === 0 ? null : (
        <ErrorSummary
          attempt={attempt}
          title={ownFaults.length > 0 ? 'Some answers need another look' : testProblem ? 'Not tested' : 'Not saved'}
          errors={faults.map(({ path, message }) => ({ fieldId: path === '' ? null : toFieldId(path), message }))}
        />
      )}
      {props.notice}
      <ConnectionFields
        provider={provider.id}
        fields={provider.fields}
        draft={draft}
        onDraftChange={keepDraft}
        secrets={secrets}
        onSecretsChange={setSecrets}
        faults={faults}
        secretNote={<SecretNote demand={secretDemand} hasStoredSecret={hasStoredSecret} />}
      />
      {report ? <TestReport provider={provider.id} report={report} isOutdated={!isReportCurrent} /> : null}
      {report && isReportCurrent && !report.passed ? (
        <Notice tone="warning" className="rounded-control">
          You can save all the same. What the failed checks cover reads unknown until it is mended; nothing found before
          is deleted.
        </Notice>
      ) : null}
      {hasStoredSecret && secret === null ? (
        <p className="text-muted text-table">
          A test here needs the secret entered: the stored one is never read back. Saving without it keeps the stored
          one, and the connection’s own page can test it.
        </p>
      ) : null}
      <div className="flex flex-wrap items-center gap-2 border-t pt-4">
        <Button
          isPending={test.isPending}
          onClick={() => {
            if (holds()) test.run(testInput);
          }}
        >
          {test.isPending ? 'Testing…' : 'Test'}
        </Button>
        <Button type="submit" variant="primary" isPending={isPending}>
          {report && isReportCurrent && !report.passed ? 'Save with gaps' : props.verb}
        </Button>
        {props.cancel}
        {kept ? (
          <Button
            variant="quiet"
            className="ml-auto"
            onClick={() => {
              clearDraft();
              setSecrets({});
              setOwnFaults([]);
              setTestProblem(null);
            }}
          >
            Discard draft
          </Button>
        ) : null}
      </div>
    </form>
  );
}
