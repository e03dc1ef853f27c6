import { MEDIA_LIMITS, type Library, type MediaKind, type Script } from '@sidecard/contracts';
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { randomUuid } from '../../identity/random';
import { keepScriptDraft, scriptDraftOf, type ScriptDraft } from '../../identity/script-draft';
import { problemOf, type Problem } from '../../problem';
import { useSession } from '../../stores/session';
import { findScripts, storeMedia, writeFolder, writeScript } from './requests';

export type DraftPart = ScriptDraft['parts'][number];

/** The script that is being written. */
export const useWriting = defineStore('script-writing', () => {
  const session = useSession();
  const draft = ref<ScriptDraft | null>(scriptDraftOf(session.person()));
  /** Whether it is on the screen: otherwise it waits to be gone on with. */
  const isOpen = ref(false);
  /** Whether there is something in it that would be lost. */
  const isTouched = ref(draft.value !== null);
  /** Whether it is on the screen in place of another that was asked for. */
  const isInTheWay = ref(false);
  const doing = ref<'save' | 'upload' | 'folder' | null>(null);
  const problem = ref<Problem | null>(null);
  /** What somebody else has made of the script meanwhile. */
  const theirs = shallowRef<Script | null>(null);
  const isWhole = computed(
    () => draft.value !== null && draft.value.title.trim() !== '' && draft.value.parts.every(isWholePart),
  );

  /** What is not saved is gone on with first. @param script the one to be changed; a new one without */
  function begin(script: Script | null, library: Library, folderId: string | null): void {
    const by = session.person().userId;
    const isKept = draft.value !== null && (isTouched.value || doing.value !== null);
    const isOther = draft.value?.scriptId !== script?.scriptId;
    isOpen.value = true;
    isInTheWay.value = isKept && isOther;
    if (isKept) return;
    forgetProblem();
    draft.value = script
      ? { by, ...contentOf(script), basedOn: script.version }
      : {
          by,
          scriptId: randomUuid(),
          library,
          folderId,
          title: '',
          parts: [{ kind: 'text', text: '' }],
          basedOn: null,
        };
    isTouched.value = false;
  }

  /** After every change. */
  function keep(): void {
    isTouched.value = draft.value !== null;
    keepScriptDraft(session.scope(), draft.value);
  }

  /** Back to the list, where it is gone on with. */
  function leave(): void {
    if (!isTouched.value && !doing.value) return close();
    isOpen.value = false;
    isInTheWay.value = false;
  }

  /** It is saved, or given up. */
  function close(): void {
    draft.value = null;
    isOpen.value = false;
    isInTheWay.value = false;
    forgetProblem();
    keep();
  }

  /** @returns whether it is saved */
  async function save(): Promise<boolean> {
    if (!draft.value || !isWhole.value) return false;
    const { by: _by, ...script } = draft.value;
    const isSaved = await during('save', script.scriptId, () => writeScript(session.mark(), script));
    if (isSaved) whileOpen(script.scriptId, close);
    return isSaved;
  }

  /** In place of what somebody else has made of it, which the member has seen. */
  async function saveOverTheirs(): Promise<boolean> {
    if (!draft.value || !theirs.value || doing.value) return false;
    draft.value.basedOn = theirs.value.version;
    keep();
    return save();
  }

  /** Beside what somebody else has made of it. */
  async function saveAsNew(): Promise<boolean> {
    if (!draft.value || doing.value) return false;
    Object.assign(draft.value, { scriptId: randomUuid(), basedOn: null });
    keep();
    return save();
  }

  /** Puts an image or a file at the end. */
  async function attach(kind: MediaKind, file: File): Promise<void> {
    const { scriptId } = draft.value ?? {};
    if (!scriptId) return;
    await during('upload', scriptId, async () => {
      const mediaId = await storeMedia(session.mark(), kind, file);
      whileOpen(scriptId, ({ parts }) => parts.push({ kind, mediaId, fileName: file.name }));
    });
  }

  /** A folder of the draft's library, and the draft in it. @returns whether it is there */
  function addFolder(name: string): Promise<boolean> {
    const { scriptId, library } = draft.value ?? {};
    if (!scriptId || !library) return Promise.resolve(false);
    const folderId = randomUuid();
    return during('folder', scriptId, async () => {
      await writeFolder(session.mark(), { folderId, library, name });
      whileOpen(scriptId, (open) => {
        if (open.library === library) open.folderId = folderId;
      });
    });
  }

  /** Only to the draft it was begun with: it may have been given up meanwhile, for another. */
  function whileOpen(scriptId: string, change: (open: ScriptDraft) => unknown): void {
    if (draft.value?.scriptId !== scriptId) return;
    change(draft.value);
    keep();
  }

  async function during(
    what: 'save' | 'upload' | 'folder',
    scriptId: string,
    work: () => Promise<unknown>,
  ): Promise<boolean> {
    if (doing.value) return false;
    doing.value = what;
    forgetProblem();
    try {
      await work();
      return true;
    } catch (thrown) {
      const failure = await session.proveAgain(problemOf(thrown));
      if (draft.value?.scriptId !== scriptId) return false;
      if (failure.code === 'SCRIPT_CHANGED') theirs.value = await findTheirs(draft.value);
      problem.value = failure;
      return false;
    } finally {
      doing.value = null;
    }
  }

  /** Null where it can't be found: then it can be saved as a new one. */
  async function findTheirs({ scriptId, library, title }: ScriptDraft): Promise<Script | null> {
    for (const text of ['', title]) {
      const sought = { text, library, folderId: null };
      const found = await findScripts(session.mark(), sought).catch(() => null);
      const script = found?.scripts.find((one) => one.scriptId === scriptId);
      if (script) return script;
    }
    return null;
  }

  function forgetProblem(): void {
    problem.value = null;
    theirs.value = null;
  }

  return {
    draft,
    isOpen,
    isInTheWay,
    doing,
    problem,
    theirs,
    isWhole,
    begin,
    keep,
    leave,
    close,
    save,
    saveOverTheirs,
    saveAsNew,
    attach,
    addFolder,
  };
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
  if (!/^https?:\/\//.test(text)) return false;
  // `URL.canParse` is younger than the browser that WeCom brings on Windows.
  try {
    return Boolean(new URL(text));
  } catch {
    return false;
  }
}

/** To be changed: nothing of it is shared with the script. */
function contentOf({ scriptId, library, folderId, title, parts }: Script) {
  return { scriptId, library, folderId, title, parts: parts.map((part) => ({ ...part })) };
}
