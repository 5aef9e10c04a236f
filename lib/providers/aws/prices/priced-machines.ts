import { acceleratorMachines } from '@/lib/domain/cost/accelerator-machines';

/** EC2's machine types with whole accelerators, those of others having no dot in their names. */
export const pricedMachines: readonly string[] = [...acceleratorMachines.keys()].filter((name) => name.includes('.'));
