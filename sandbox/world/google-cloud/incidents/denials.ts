import type { ProjectName } from '../geography';

/**
 * The project that lets no reader from outside in: whatever is asked of it by its own name is refused. A search over
 * the organisation or a folder asks that scope's permission alone, and so shows what is in it all the same.
 */
export const deniedProject: ProjectName = 'sovereign';
