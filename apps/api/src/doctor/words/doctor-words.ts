import type { DoctorCode, Step, Verdict } from '../finding.js';

/** Everything the doctor says in one language. `{…}` stands for a fact of the finding. */
export interface DoctorWords {
  title: string;
  ofServer: string;
  /** Added where the platform was not asked again. */
  remembered: string;
  verdicts: Record<Verdict, string>;
  steps: Record<Step, string>;
  codes: Record<
    DoctorCode,
    {
      said: string;
      /** What to do about it, where there is something to do. */
      todo: string | null;
    }
  >;
}
