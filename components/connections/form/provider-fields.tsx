import { FormField } from '@/components/ui/form-field';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import type { FieldFault } from '@/lib/domain/refusal';
import type { ConnectionField } from './connection-draft';
import { toFieldId } from './field-id';
import { faultsOf } from './find-draft-faults';

export interface ProviderFieldsProps {
  fields: readonly ConnectionField[];
  values: Record<string, string>;
  onValueChange: (name: string, text: string) => void;
  faults: readonly FieldFault[];
  /** Where the API keeps these fields: `settings` or `secret`. */
  root: 'settings' | 'secret';
}

/** The inputs a provider declares, in its order. Secrets are masked and never offered to the browser to remember. */
export function ProviderFields({ fields, values, onValueChange, faults, root }: ProviderFieldsProps) {
  return fields.map((field) => {
    const path = `${root}.${field.name}`;
    const messages = faultsOf(faults, path);
    return (
      <FormField
        key={field.name}
        id={toFieldId(path)}
        label={field.label}
        description={field.description}
        isRequired={field.required}
        error={messages.length === 0 ? null : messages.join(' ')}
      >
        {(control) => {
          const shared = {
            ...control,
            name: path,
            value: values[field.name] ?? '',
            placeholder: field.placeholder,
            autoComplete: 'off',
            spellCheck: false,
            onChange: (event: { target: { value: string } }) => onValueChange(field.name, event.target.value),
          };
          if (field.input === 'text') {
            return (
              <Input
                {...shared}
                type={field.secret ? 'password' : 'text'}
                autoComplete={field.secret ? 'new-password' : 'off'}
              />
            );
          }
          return (
            <Textarea
              {...shared}
              isCode
              rows={field.input === 'list' ? 3 : 6}
              className={field.secret ? '[-webkit-text-security:disc]' : undefined}
            />
          );
        }}
      </FormField>
    );
  });
}
