/** The dimensions that tell one metric of a name from the others, by their names. */
export type Dimensions = Readonly<Record<string, string>>;
