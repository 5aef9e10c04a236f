'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { findPermissionRefusal } from '@/components/query-view/permission-refusal';
import { usePermissions } from '@/components/shell/use-me';
import { Instant } from '@/components/time/instant';
import { ErrorSummary } from '@/components/ui/error-summary';
import { FormField } from '@/components/ui/form-field';
import { Panel } from '@/components/ui/panel';
import { RefusableButton } from '@/components/ui/refusable-button';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { notify } from '@/components/ui/toast';
import type { CostAnomalyDetail } from '@/lib/api/contracts/cost-anomalies';
import { type AnomalyVerdict, anomalyVerdicts } from '@/lib/domain/cost/anomaly';
import { anomalyStateWords, anomalyVerdictWords } from '@/lib/format/anomaly-words';
import { toApiProblem } from '@/lib/queries/api-problem';
import { sayOfAnomaly } from '@/lib/queries/cost-anomalies';

/** What people said of an anomaly, and a form to say more. What was said stays. */
export function FeedbackPanel({ detail: { anomaly, feedback } }: { detail: CostAnomalyDetail }) {
  return (
    <Panel title="What people say of it" unit="kept; it can only be added to">
      {feedback.length === 0 ? (
        <p className="px-4 py-3 text-muted">Nobody has said anything yet.</p>
      ) : (
        <ul className="divide-y">
          {feedback.map(({ id, at, by, verdict, comment }) => (
            <li key={id} className="px-4 py-2">
              <p>
                <span className="font-medium">{anomalyStateWords[verdict].title}</span>{' '}
                <span className="text-muted">
                  by {by}, <Instant at={at} as="both" />
                </span>
              </p>
              {comment === null ? null : <p className="whitespace-pre-wrap wrap-anywhere">{comment}</p>}
            </li>
          ))}
        </ul>
      )}
      {anomaly.state === 'restated' ? (
        <p className="border-t px-4 py-3 text-muted">A later delivery explained it away; it is closed.</p>
      ) : (
        <FeedbackForm id={anomaly.id} />
      )}
    </Panel>
  );
}

function FeedbackForm({ id }: { id: string }) {
  const client = useQueryClient();
  const commentId = useId();
  const [verdict, setVerdict] = useState<AnomalyVerdict>('acknowledged');
  const [comment, setComment] = useState('');
  const refusal = findPermissionRefusal(usePermissions(), 'cost:write');
  const options = sayOfAnomaly(client, id);
  const saying = useMutation({
    ...options,
    onSuccess: (...results) => {
      notify({ tone: 'healthy', title: `Kept: ${anomalyStateWords[verdict].title.toLowerCase()}` });
      setComment('');
      return options.onSuccess?.(...results);
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    const text = comment.trim();
    if (refusal === null) saying.mutate({ verdict, comment: text === '' ? null : text });
  }
  return (
    <form noValidate onSubmit={submit} className="flex max-w-2xl flex-col gap-3 border-t px-4 py-3">
      {saying.error ? (
        <ErrorSummary
          title="It was not kept"
          errors={[{ fieldId: null, message: toApiProblem(saying.error).message }]}
          attempt={saying.failureCount}
        />
      ) : null}
      <FormField label="What it is" isRequired description={anomalyVerdictWords[verdict].says}>
        {(control) => (
          <Select
            {...control}
            value={verdict}
            onChange={({ target }) => setVerdict(anomalyVerdicts.find((one) => one === target.value) ?? verdict)}
          >
            {anomalyVerdicts.map((one) => (
              <option key={one} value={one}>
                {anomalyVerdictWords[one].title}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      <FormField id={commentId} label="Comment">
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            maxLength={2_000}
            value={comment}
            onChange={({ target }) => setComment(target.value)}
          />
        )}
      </FormField>
      <div>
        <RefusableButton type="submit" variant="primary" refusal={refusal} isPending={saying.isPending}>
          Keep this
        </RefusableButton>
      </div>
    </form>
  );
}
