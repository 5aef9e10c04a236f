import { FormField } from '@/components/ui/form-field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { type Role, rolePermissions, roles, type Scope } from '@/lib/domain/access';
import { roleWords } from '@/lib/format/access-words';
import { permissionWords, unscopedPermissions } from '../scope-words';

/** A role and its scope as they are being typed. */
export interface RoleDraft {
  role: Role;
  scopeKind: Scope['kind'];
  /** The site or the team; meaningless over everything. */
  scopeValue: string;
}

export const emptyRoleDraft: RoleDraft = { role: 'viewer', scopeKind: 'all', scopeValue: '' };

/** The scope that the draft means. */
export function toScope({ scopeKind, scopeValue }: RoleDraft): Scope {
  switch (scopeKind) {
    case 'all':
      return { kind: 'all' };
    case 'site':
      return { kind: 'site', site: scopeValue.trim() };
    case 'team':
      return { kind: 'team', team: scopeValue.trim() };
  }
}

const scopeWords: Record<Scope['kind'], string> = { all: 'Everything', site: 'One site', team: 'What one team owns' };
const scopeKinds = ['all', 'site', 'team'] as const;

export interface RoleFieldsProps {
  draft: RoleDraft;
  onDraftChange: (draft: RoleDraft) => void;
  /** What is wrong with the site or team; null when nothing is. */
  scopeFault: string | null;
  scopeFieldId: string;
}

/** Which role, and over what. Says what a scope takes away. */
export function RoleFields({ draft, onDraftChange, scopeFault, scopeFieldId }: RoleFieldsProps) {
  const held = rolePermissions[draft.role];
  const lost = draft.scopeKind === 'all' ? [] : held.filter((permission) => unscopedPermissions.has(permission));
  return (
    <>
      <FormField
        label="Role"
        isRequired
        description={`${held.map((permission) => permissionWords[permission]).join('. ')}.`}
      >
        {(control) => (
          <Select
            {...control}
            value={draft.role}
            onChange={(event) =>
              onDraftChange({ ...draft, role: roles.find((role) => role === event.target.value) ?? draft.role })
            }
          >
            {roles.map((role) => (
              <option key={role} value={role}>
                {roleWords[role]}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      <FormField
        label="Over"
        isRequired
        description={
          lost.length === 0 ? undefined : `Over a part, these do not count: ${lost.join(', ')}. They need everything.`
        }
      >
        {(control) => (
          <Select
            {...control}
            value={draft.scopeKind}
            onChange={(event) =>
              onDraftChange({
                ...draft,
                scopeKind: scopeKinds.find((kind) => kind === event.target.value) ?? draft.scopeKind,
              })
            }
          >
            {scopeKinds.map((kind) => (
              <option key={kind} value={kind}>
                {scopeWords[kind]}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      {draft.scopeKind === 'all' ? null : (
        <FormField
          id={scopeFieldId}
          label={draft.scopeKind === 'site' ? 'Site' : 'Team'}
          description="Exactly as the inventory names it."
          isRequired
          error={scopeFault}
        >
          {(control) => (
            <Input
              {...control}
              value={draft.scopeValue}
              maxLength={200}
              autoComplete="off"
              onChange={(event) => onDraftChange({ ...draft, scopeValue: event.target.value })}
            />
          )}
        </FormField>
      )}
    </>
  );
}

/** What is wrong with the draft's scope; null when nothing is. */
export function findScopeFault({ scopeKind, scopeValue }: RoleDraft): string | null {
  if (scopeKind === 'all' || scopeValue.trim() !== '') return null;
  return scopeKind === 'site' ? 'Name the site.' : 'Name the team.';
}
