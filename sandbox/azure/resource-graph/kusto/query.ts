/** A query as parsed: a table and what is done to its rows, one step after another. */
export interface Query {
  table: string;
  steps: Step[];
}

export type Step =
  | { kind: 'where'; condition: Expression }
  | { kind: 'project'; columns: NamedExpression[] }
  | { kind: 'project-away'; names: string[] }
  | { kind: 'extend'; columns: NamedExpression[] }
  | { kind: 'order'; by: Ordering[] }
  | { kind: 'take'; count: number }
  | { kind: 'count' }
  | { kind: 'expand'; name: string; of: Expression }
  | { kind: 'distinct'; columns: NamedExpression[] }
  | { kind: 'summarise'; countName: string; by: NamedExpression[] };

export interface NamedExpression {
  name: string;
  value: Expression;
}

export interface Ordering {
  value: Expression;
  descending: boolean;
}

export type Expression =
  | { kind: 'literal'; value: string | number | boolean | null }
  | { kind: 'column'; name: string }
  | { kind: 'member'; of: Expression; name: Expression }
  | { kind: 'call'; name: string; inputs: Expression[] }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression }
  | { kind: 'among'; negated: boolean; insensitive: boolean; value: Expression; options: Expression[] };
