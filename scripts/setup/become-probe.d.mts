/** What Node is started with so that an agent takes little memory. */
export const memoryFlags: readonly string[];
export const memoryEnvironment: Readonly<Record<string, string>>;
