import type { FoundScripts, Library, Script } from '@sidecard/contracts';
import { defineStore } from 'pinia';
import { computed, reactive, ref, shallowRef } from 'vue';
import { looking } from '../../looking';
import { problemOf } from '../../problem';
import { restFor } from '../../rest-for';
import { useSession } from '../../stores/session';
import { deleteFolder, deleteScript, findScripts, markFavourite } from './requests';

/** Long enough for the next key of somebody who is typing. Milliseconds. */
const PAUSE_MS = 200;

/** The scripts a member may send, and where they were in them. It outlives the page, to which they come back. */
export const useLibrary = defineStore('script-library', () => {
  const session = useSession();
  const sought = reactive<{ text: string; library: Library; folderId: string | null }>({
    text: '',
    library: 'company',
    folderId: null,
  });
  /** What was found, and for which text. */
  const found = shallowRef<(FoundScripts & { text: string }) | null>(null);
  const openedId = ref<string | null>(null);
  const opened = computed(() => found.value?.scripts.find(({ scriptId }) => scriptId === openedId.value));
  /** What is typed is looked for everywhere. @param restMs before it is asked */
  const { look, problem } = looking(
    async (signal, restMs?: number) => {
      const text = sought.text.trim();
      const { library, folderId } = sought;
      await restFor(restMs ?? 0, signal);
      const within = text === '' ? { library, folderId } : { library: null, folderId: null };
      return { ...(await findScripts(session.mark(), { text, ...within }, signal)), text };
    },
    (answer: FoundScripts & { text: string }) => {
      found.value = answer;
    },
  );

  const type = () => look(PAUSE_MS);

  async function choose(library: Library, folderId: string | null = null): Promise<void> {
    Object.assign(sought, { library, folderId });
    await look();
  }

  const favour = ({ scriptId, isFavourite }: Script) =>
    doing(() => markFavourite(session.mark(), scriptId, !isFavourite));

  const remove = ({ scriptId }: Script) =>
    doing(async () => {
      await deleteScript(session.mark(), scriptId);
      openedId.value = null;
    });

  const removeFolder = (folderId: string) =>
    doing(async () => {
      await deleteFolder(session.mark(), folderId);
      sought.folderId = null;
    });

  async function doing(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      problem.value = await session.proveAgain(problemOf(thrown));
      return;
    }
    await look();
  }

  return { sought, found, problem, openedId, opened, look, type, choose, favour, remove, removeFolder };
});
