/** What a form's empty input stands for: nothing was entered. For `z.preprocess`. */
export const blankToAbsent = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? undefined : value);
