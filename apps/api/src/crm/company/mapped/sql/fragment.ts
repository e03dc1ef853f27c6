/** What one `?` stands for, made from what is asked. */
export type Parameter<Given> = (given: Given) => string | number | null;

/**
 * A piece of SQL and its parameters. Its text is made of what is written in this program and of quoted identifiers, and
 * of nothing else: what is asked, and what the mapping compares to, are parameters.
 */
export interface Fragment<Given> {
  readonly text: string;
  readonly parameters: readonly Parameter<Given>[];
}

/** SQL as it is written here, with other fragments inside. */
export function sql<Given = unknown>(
  texts: TemplateStringsArray,
  ...parts: Fragment<Given>[]
): Fragment<Given> {
  return {
    text: String.raw(texts, ...parts.map(({ text }) => text)),
    parameters: parts.flatMap(({ parameters }) => parameters),
  };
}

export function series<Given>(
  parts: readonly Fragment<Given>[],
  between: ', ' | ' ' | ' AND ' | ' UNION ALL ',
) {
  return {
    text: parts.map(({ text }) => text).join(between),
    parameters: parts.flatMap(({ parameters }) => parameters),
  };
}

export function parameter<Given>(value: Parameter<Given>): Fragment<Given> {
  return { text: '?', parameters: [value] };
}

/** An identifier, or several with points between them. */
export function name(...path: string[]): Fragment<unknown> {
  return { text: path.map((part) => `\`${part.replaceAll('`', '``')}\``).join('.'), parameters: [] };
}

export function whole(number: number): Fragment<unknown> {
  return { text: String(Math.trunc(number)), parameters: [] };
}

export function parametersOf<Given>({ parameters }: Fragment<Given>, given: Given) {
  return parameters.map((value) => value(given));
}
