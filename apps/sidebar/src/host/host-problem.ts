import { ProblemError, type ProblemCode } from '../problem';
import { LateError } from '../within';

/**
 * What the client says varies by platform and version, so it is matched tolerantly (protocol reference 5.4, 5.6).
 * First match wins.
 */
const sayings: [pattern: RegExp, code: ProblemCode][] = [
  [/without ?context/i, 'NOT_BESIDE_A_CHAT'],
  [/not in allow ?list/i, 'OUTSIDE_VISIBLE_RANGE'],
  [/invalid url domain/i, 'DOMAIN_NOT_TRUSTED'],
  [/invalid signature|invalid corpid|invalid agentid|e=40093|e=40013|e=40056/i, 'SIGNATURE_REFUSED'],
  [/function ?not ?exist/i, 'CLIENT_TOO_OLD'],
  [/no ?permission|permission denied|access denied|offline ?verifying/i, 'NO_JSSDK_PERMISSION'],
];

export function hostProblem(thrown: unknown): ProblemError {
  if (thrown instanceof ProblemError) return thrown;
  if (thrown instanceof LateError) return new ProblemError({ code: 'CLIENT_SILENT' });
  const said = sayingOf(thrown);
  const code = sayings.find(([pattern]) => pattern.test(said))?.[1] ?? 'UNEXPECTED';
  return new ProblemError({ code, technical: said });
}

export function sayingOf(thrown: unknown): string {
  if (typeof thrown === 'object' && thrown !== null && 'errMsg' in thrown) return String(thrown.errMsg);
  return thrown instanceof Error ? thrown.message : String(thrown);
}
