import { parseArgs } from 'node:util';
import { AGENT_ID, CORP_ID, externalUserIdSchema } from '@sidecard/contracts';
import * as z from 'zod';
import { userIdSchema } from '../config/corps-file.js';
import { SetupError } from '../platform/errors/setup-error.js';

/** An option without a value. */
export const flag = z.boolean().default(false);
export const corpOption = z.string().regex(new RegExp(`^${CORP_ID}$`), 'no corp id');
export const agentOption = z
  .string()
  .regex(new RegExp(`^${AGENT_ID}$`), 'no agent id')
  .transform(Number);
export const customerOption = z
  .string()
  .refine((text) => externalUserIdSchema.safeParse(text).success, 'no external user id');
/** In lower case, as user ids are stored. */
export const memberOption = userIdSchema;
export const countOption = z.coerce.number('no number').int('no whole number').min(1, 'less than 1');

/**
 * What a command was given, checked before it does anything. `--help` says how the command is meant, and ends it.
 * @param shape the options, by name; `flag` for those without a value
 * @param actions what may stand before the options, if anything
 * @param given as it was typed
 * @throws SetupError for what nobody knows, and for an option that is empty or stands there twice: a script's variable
 * that has no value must never mean "all"
 */
export function readArguments<Shape extends z.ZodRawShape, Action extends string = never>(
  usage: string,
  shape: Shape,
  actions: readonly Action[] = [],
  given: readonly string[] = process.argv.slice(2),
): z.output<z.ZodObject<Shape>> & { action: Action | undefined } {
  const { values, positionals } = parseArgs({
    args: [...given],
    options: {
      help: { type: 'boolean', short: 'h' },
      ...Object.fromEntries(
        Object.entries(shape).map(([name, schema]) => [
          name,
          { type: schema === flag ? ('boolean' as const) : ('string' as const), multiple: schema !== flag },
        ]),
      ),
    },
    allowPositionals: true,
  });
  if (values['help']) {
    process.stdout.write(`${usage}\n`);
    process.exit(0);
  }
  const refuse = (flaw: string) => new SetupError([flaw, usage]);
  const [first, ...more] = positionals;
  const action = actions.find((known) => known === first);
  if (more.length > 0 || (first !== undefined && action === undefined))
    throw refuse(`not understood: ${positionals.join(' ')}`);
  const single = Object.entries(values).map(([name, value]) => {
    if (!Array.isArray(value)) return [name, value];
    if (value.length > 1) throw refuse(`--${name} is given more than once`);
    if (value[0] === '') throw refuse(`--${name} is empty`);
    return [name, value[0]];
  });
  const parsed = z.object(shape).safeParse(Object.fromEntries(single));
  if (parsed.success) return { ...parsed.data, action };
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0]);
  throw refuse(name in values ? `--${name} is ${issue?.message}` : `--${name} is missing`);
}
