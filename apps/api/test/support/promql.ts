import { parser } from '@prometheus-io/lezer-promql';

/** One series selector of an expression, and the labels it names. */
interface Selected {
  metric: string;
  labels: string[];
}

/**
 * What a PromQL expression asks for: its series, and the labels it groups by.
 * @throws Error where it does not parse
 */
export function readPromql(expr: string): { selected: Selected[]; grouped: string[] } {
  const selected: Selected[] = [];
  const grouped: string[] = [];
  let inMatchers = false;
  parser.parse(expr).iterate({
    enter: ({ type, name, from, to }) => {
      const text = expr.slice(from, to);
      if (type.isError) throw new Error(`not PromQL at ${from}: ${expr}`);
      if (name === 'Identifier') selected.push({ metric: text, labels: [] });
      if (name === 'LabelMatchers') inMatchers = true;
      if (name === 'LabelName') (inMatchers ? selected.at(-1)?.labels : grouped)?.push(text);
    },
    leave: ({ name }) => {
      if (name === 'LabelMatchers') inMatchers = false;
    },
  });
  return { selected, grouped };
}
