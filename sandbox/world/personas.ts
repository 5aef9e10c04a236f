import type { Role } from '../../lib/domain/access';

/** Someone who can sign in to the sandbox's identity provider. */
export interface Persona {
  email: string;
  name: string;
  role: Role;
  /** Group names the identity provider puts in the groups claim. */
  groups: string[];
}

/** One persona per role of the console. */
export const personas: readonly Persona[] = [
  {
    email: 'operator@millwright.example',
    name: 'Olumide Bankole',
    role: 'operator',
    groups: ['millwright-operators', 'site-reliability'],
  },
  {
    email: 'model-owner@millwright.example',
    name: 'Mirela Stanciu',
    role: 'model-owner',
    groups: ['millwright-model-owners', 'foundation-models'],
  },
  {
    email: 'finance@millwright.example',
    name: 'Farida Haddad',
    role: 'finance',
    groups: ['millwright-finance'],
  },
  {
    email: 'security@millwright.example',
    name: 'Soren Lindqvist',
    role: 'security',
    groups: ['millwright-security'],
  },
  {
    email: 'admin@millwright.example',
    name: 'Adaeze Okafor',
    role: 'admin',
    groups: ['millwright-admins'],
  },
  {
    email: 'viewer@millwright.example',
    name: 'Vikram Deshpande',
    role: 'viewer',
    groups: ['millwright-viewers'],
  },
];
