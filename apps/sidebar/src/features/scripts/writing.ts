import { MEDIA_LIMITS, type Library, type MediaKind, type Script } from '@sidecard/contracts';
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { randomUuid } from '../../identity/random';
import { keepScriptDraft, scriptDraftOf, type ScriptDraft } from '../../identity/script-draft';
import { problemOf, type Problem } from '../../problem';
import { useSession } from '../../stores/session';
import { storeMedia, writeFolder, writeScript } from './requests';

export type DraftPart = ScriptDraft['parts'][number];

/** The script that is being written. */
export const useWriting = defineStore('script-writing', () => {
  const session = useSession();
  const draft = ref<ScriptDraft | null>(scriptDraftOf(session.person()));
  /** Whether it is on the screen: otherwise it waits to be gone on with. */
  const isOpen = ref(false);
  const isBusy = ref(false);
  const problem = ref<Problem | null>(null);
  const isWhole = computed(
    () => draft.value !== null && draft.value.title.trim() !== '' && draft.value.parts.every(isWholePart),
  );

  /** @param script the one to be changed; a new one without */
  function begin(script: Script | null, library: Library, folderId: string | null): void {
    const by = session.person().userId;
    isOpen.value = true;
    problem.value = null;
    if (script && draft.value?.scriptId === script.scriptId) return;
    draft.value = script
      ? { by, ...structuredClone(contentOf(script)), basedOn: script.version }
      : {
          by,
          scriptId: randomUuid(),
          library,
          folderId,
          title: '',
          parts: [{ kind: 'text', text: '' }],
          basedOn: null,
        };
  }

  /** After every change. */
  function keep(): void {
    keepScriptDraft(session.scope(), draft.value);
  }

  function close(): void {
    draft.value = null;
    isOpen.value = false;
    keep();
  }

  /** @returns whether it is saved */
  async function save(): Promise<boolean> {
    if (!draft.value || !isWhole.value) return false;
    const { by: _by, ...script } = draft.value;
    const isSaved = await doing(() => writeScript(session.mark(), script));
    if (isSaved) close();
    return isSaved;
  }

  /** Puts an image or a file at the end. */
  async function attach(kind: MediaKind, file: File): Promise<void> {
    await doing(async () => {
      const mediaId = await storeMedia(session.mark(), kind, file);
      draft.value?.parts.push({ kind, mediaId, fileName: file.name });
      keep();
    });
  }

  /** A folder of the draft's library, and the draft in it. */
  async function addFolder(name: string): Promise<void> {
    const { library } = draft.value ?? {};
    if (!library) return;
    const folderId = randomUuid();
    await doing(async () => {
      await writeFolder(session.mark(), { folderId, library, name });
      if (draft.value) draft.value.folderId = folderId;
      keep();
    });
  }

  async function doing(work: () => Promise<unknown>): Promise<boolean> {
    if (isBusy.value) return false;
    isBusy.value = true;
    problem.value = null;
    try {
      await work();
      return true;
    } catch (thrown) {
      problem.value = await session.proveAgain(problemOf(thrown));
      return false;
    } finally {
      isBusy.value = false;
    }
  }

  return { draft, isOpen, isBusy, problem, isWhole, begin, keep, close, save, attach, addFolder };
});

/** Whether WeCom takes it, as far as the page can tell. */
export function isUsable(kind: MediaKind, { size, type }: File): boolean {
  const isRight = kind === 'file' || ['image/jpeg', 'image/png'].includes(type);
  return isRight && size >= MEDIA_LIMITS.least && size <= MEDIA_LIMITS[kind];
}

/** The API looks closer. */
function isWholePart(part: DraftPart): boolean {
  switch (part.kind) {
    case 'text':
      return part.text.trim() !== '';
    case 'link':
      return part.title.trim() !== '' && [part.url, part.imageUrl ?? part.url].every(isWebAddress);
    case 'image':
    case 'file':
      return true;
  }
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text);
}

function contentOf({ scriptId, library, folderId, title, parts }: Script) {
  return { scriptId, library, folderId, title, parts };
}
