'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { ErrorSummary } from '@/components/ui/error-summary';
import { FormField } from '@/components/ui/form-field';
import { Panel } from '@/components/ui/panel';
import { Notice } from '@/components/ui/panel-states';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import type { CostRuleVersionDto } from '@/lib/api/contracts/cost-rules';
import { type AllocationRules, idleTreatments, noAllocationRules } from '@/lib/domain/cost/allocation-rules';
import type { AttributionRule } from '@/lib/domain/cost/attribution-rules';
import { cleanRules } from '@/lib/domain/cost/clean-rules';
import { findRuleFaults } from '@/lib/domain/cost/find-rule-faults';
import type { FieldFault } from '@/lib/domain/refusal';
import { idleWords, sayRuleChanges } from '@/lib/format/rule-words';
import { toApiProblem } from '@/lib/queries/api-problem';
import { saveCostRulesMutation } from '@/lib/queries/showback';
import { AttributionEditor } from './attribution-editor';
import { toDraft, toRules, withProposed } from './draft';
import { toFieldId, toFindFault } from './find-fault';
import { PoolsEditor } from './pools-editor';
import { PreviewPanel } from './preview-panel';

export interface RulesEditorProps {
  /** The version the edit stands on; null: there is none yet. */
  base: CostRuleVersionDto | null;
  /** Rules that the draft begins with, beside those there are. */
  proposed: readonly AttributionRule[];
  onClose: () => void;
}

const commentPath = 'comment';

/** A draft of the next version: edited, tried on a month, and saved with a reason. */
export function RulesEditor({ base, proposed, onClose }: RulesEditorProps) {
  // What the edit began with stays, whoever saves meanwhile: the save is refused then, and the draft is kept.
  const [begun, setBegun] = useState(base);
  const before = begun?.rules ?? noAllocationRules;
  const [draft, setDraft] = useState(() => toDraft(withProposed(before, proposed)));
  const [comment, setComment] = useState('');
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const [attempt, setAttempt] = useState(0);
  const save = useMutation(saveCostRulesMutation(useQueryClient()));
  const rules = cleanRules(toRules(draft));
  const changes = sayRuleChanges(before, rules);
  const findFault = toFindFault(faults);

  function judge(): AllocationRules | null {
    const found = findRuleFaults(rules);
    setFaults(found);
    setAttempt((count) => count + 1);
    return found.length === 0 ? rules : null;
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const judged = judge();
    const isSaid = comment.trim() !== '';
    if (!isSaid)
      setFaults((found) => [...found, { path: commentPath, message: 'Say why, for whoever closes the month.' }]);
    if (judged === null || !isSaid || save.isPending) return;
    save.mutate({ standsOn: begun?.number ?? null, comment, rules: judged }, { onSuccess: onClose });
  }

  const problem = save.error ? toApiProblem(save.error) : null;
  const errors = [
    ...faults.map(({ path, message }) => ({ fieldId: toFieldId(path.replace(/^rules\./, '')), message })),
    ...(problem === null ? [] : [{ fieldId: null, message: problem.message }]),
  ];
  return (
    <form noValidate onSubmit={submit} aria-label="Draft of the rules" className="flex flex-col gap-4">
      {base === null || base.number === begun?.number ? null : (
        <NewerNotice before={before} newer={base} onAdopt={() => setBegun(base)} />
      )}
      {errors.length === 0 ? null : <ErrorSummary title="The rules were not saved" attempt={attempt} errors={errors} />}
      <AttributionEditor
        rules={draft.rules}
        findFault={findFault}
        onRules={(next) => setDraft({ ...draft, rules: next })}
      />
      <PoolsEditor pools={draft.pools} findFault={findFault} onPools={(next) => setDraft({ ...draft, pools: next })} />
      <Panel title="Idle GPUs">
        <div className="px-4 py-3">
          <FormField label="What GPUs cost while nobody had them" description={idleWords[draft.idle].says} isRequired>
            {(control) => (
              <Select
                {...control}
                className="w-64!"
                value={draft.idle}
                onChange={({ target }) =>
                  setDraft({ ...draft, idle: idleTreatments.find((one) => one === target.value) ?? draft.idle })
                }
              >
                {idleTreatments.map((one) => (
                  <option key={one} value={one}>
                    {idleWords[one].title}
                  </option>
                ))}
              </Select>
            )}
          </FormField>
        </div>
      </Panel>
      <PreviewPanel readRules={judge} />
      <Panel title="Save" unit={`as version ${begun === null ? 1 : begun.number + 1}`}>
        <div className="flex flex-col gap-3 px-4 py-3">
          {changes.length === 0 ? (
            <p className="text-muted">Nothing is changed yet.</p>
          ) : (
            <ul className="list-disc pl-5 text-muted">
              {changes.map((change) => (
                <li key={change} className="wrap-anywhere">
                  {change}
                </li>
              ))}
            </ul>
          )}
          <FormField
            id={toFieldId(commentPath)}
            label="Why"
            description="Stands beside the version for good."
            isRequired
            error={findFault(commentPath)}
          >
            {(control) => (
              <Textarea
                {...control}
                rows={2}
                maxLength={1000}
                value={comment}
                onChange={({ target }) => setComment(target.value)}
              />
            )}
          </FormField>
          <p className="text-muted">
            It is in force at once, for every month. Bills are added up by it one after another; months that are closed
            keep what was closed.
          </p>
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant="primary" isPending={save.isPending}>
              Save version {begun === null ? 1 : begun.number + 1}
            </Button>
            <Button onClick={onClose}>Discard the draft</Button>
          </div>
        </div>
      </Panel>
    </form>
  );
}

interface NewerNoticeProps {
  before: AllocationRules;
  newer: CostRuleVersionDto;
  onAdopt: () => void;
}

/** Somebody saved in the meantime: what they changed, and a way on that keeps the draft. */
function NewerNotice({ before, newer, onAdopt }: NewerNoticeProps) {
  return (
    <section aria-label="Conflict" className="overflow-hidden rounded-panel border">
      <Notice tone="warning">
        {newer.createdBy} saved version {newer.number} since you began: {newer.comment}
      </Notice>
      <ul className="list-disc px-4 py-2 pl-9 text-muted">
        {sayRuleChanges(before, newer.rules).map((change) => (
          <li key={change} className="wrap-anywhere">
            {change}
          </li>
        ))}
      </ul>
      <div className="px-4 pb-2">
        <Button onClick={onAdopt}>Save mine over version {newer.number}</Button>
      </div>
    </section>
  );
}
