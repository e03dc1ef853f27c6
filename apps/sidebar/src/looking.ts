import { ref } from 'vue';
import { problemOf, type Problem } from './problem';
import { useSession } from './stores/session';

/**
 * Asks the server for what is shown. The latest question wins: the one before is given up, with its answer.
 * @param ask may be given up at any time
 * @returns `look` asks; `problem` is why the latest question got no answer; `stop` gives it up
 */
export function looking<Answer, Wanted extends unknown[] = []>(
  ask: (signal: AbortSignal, ...wanted: Wanted) => Promise<Answer>,
  show: (answer: Answer) => void,
) {
  const session = useSession();
  const problem = ref<Problem | null>(null);
  let latest = new AbortController();
  const stop = () => latest.abort();

  async function look(...wanted: Wanted): Promise<void> {
    stop();
    latest = new AbortController();
    const { signal } = latest;
    try {
      const answer = await ask(signal, ...wanted);
      if (signal.aborted) return;
      show(answer);
      problem.value = null;
    } catch (thrown) {
      if (!signal.aborted) problem.value = await session.proveAgain(problemOf(thrown));
    }
  }

  return { look, problem, stop };
}
