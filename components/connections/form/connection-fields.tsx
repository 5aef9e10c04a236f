import type { ReactNode } from 'react';
import { FormField } from '@/components/ui/form-field';
import { Input } from '@/components/ui/input';
import type { ProviderId } from '@/lib/domain/provider';
import type { FieldFault } from '@/lib/domain/refusal';
import { nameProvider } from '@/lib/format/provider-words';
import type { ConnectionDraft, ConnectionField } from './connection-draft';
import { toFieldId } from './field-id';
import { faultsOf } from './find-draft-faults';
import { ProviderFields } from './provider-fields';

export interface ConnectionFieldsProps {
  provider: ProviderId;
  fields: readonly ConnectionField[];
  draft: ConnectionDraft;
  onDraftChange: (draft: ConnectionDraft) => void;
  secrets: Record<string, string>;
  onSecretsChange: (secrets: Record<string, string>) => void;
  faults: readonly FieldFault[];
  /** Why the secret is asked for, or what leaving it empty means. */
  secretNote: ReactNode;
}

const tagSubjects = [
  { key: 'owner', label: 'Owner tag keys', description: 'Tags that name who owns a resource.' },
  { key: 'team', label: 'Team tag keys', description: 'Tags that name the team it belongs to.' },
  { key: 'site', label: 'Site tag keys', description: 'Tags that name the site it stands in.' },
] as const;

/** Every input of a connection, in the order a person fills them in. */
export function ConnectionFields({
  provider,
  fields,
  draft,
  onDraftChange,
  secrets,
  onSecretsChange,
  faults,
  secretNote,
}: ConnectionFieldsProps) {
  const faultOf = (path: string) => faultsOf(faults, path).join(' ') || null;
  const secretFields = fields.filter((field) => field.secret);
  return (
    <>
      <FormField
        id={toFieldId('name')}
        label="Name"
        description={`What people here call it, e.g. Factory ${nameProvider(provider)}.`}
        isRequired
        error={faultOf('name')}
      >
        {(control) => (
          <Input
            {...control}
            name="name"
            value={draft.name}
            maxLength={80}
            autoComplete="off"
            onChange={(event) => onDraftChange({ ...draft, name: event.target.value })}
          />
        )}
      </FormField>
      <ProviderFields
        root="settings"
        fields={fields.filter((field) => !field.secret)}
        values={draft.values}
        faults={faults}
        onValueChange={(name, text) => onDraftChange({ ...draft, values: { ...draft.values, [name]: text } })}
      />
      {secretFields.length === 0 ? null : (
        <fieldset className="flex min-w-0 flex-col gap-4 rounded-panel border p-4">
          <legend className="px-1 font-medium">Secret</legend>
          <div id={toFieldId('secret')} tabIndex={-1} className="text-muted">
            {secretNote}
          </div>
          <ProviderFields
            root="secret"
            fields={secretFields}
            values={secrets}
            faults={faults}
            onValueChange={(name, text) => onSecretsChange({ ...secrets, [name]: text })}
          />
        </fieldset>
      )}
      <details
        className="rounded-panel border p-4"
        open={faults.some(({ path }) => path === 'intervalMs' || path.startsWith('tagRules')) || undefined}
      >
        <summary className="font-medium">How often to read, and which tags name owners</summary>
        <div className="flex flex-col gap-4 pt-4">
          <FormField
            id={toFieldId('intervalMs')}
            label="Minutes between reads"
            description="From 1 to 1440. Left empty, the provider’s own default holds."
            error={faultOf('intervalMs')}
          >
            {(control) => (
              <Input
                {...control}
                name="intervalMs"
                inputMode="numeric"
                className="max-w-28"
                value={draft.intervalMinutes}
                onChange={(event) => onDraftChange({ ...draft, intervalMinutes: event.target.value })}
              />
            )}
          </FormField>
          {tagSubjects.map(({ key, label, description }) => (
            <FormField
              key={key}
              id={toFieldId(`tagRules.${key}`)}
              label={label}
              description={`${description} Separated by commas; the first that a resource carries wins.`}
              error={faultOf(`tagRules.${key}`)}
            >
              {(control) => (
                <Input
                  {...control}
                  name={`tagRules.${key}`}
                  autoComplete="off"
                  spellCheck={false}
                  value={draft.tagKeys[key]}
                  onChange={(event) =>
                    onDraftChange({ ...draft, tagKeys: { ...draft.tagKeys, [key]: event.target.value } })
                  }
                />
              )}
            </FormField>
          ))}
        </div>
      </details>
    </>
  );
}
