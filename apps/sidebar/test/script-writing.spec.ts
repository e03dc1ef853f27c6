import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Script } from '@sidecard/contracts';
import { useWriting } from '../src/features/scripts/writing';
import { close, openBesideClient, openedOn, type FakeHost } from './fake-host';
import { settled, type FakePage } from './fake-page';

const WRITE = '/api/scripts';
const FIND = '/api/scripts/find';
const MEDIA = '/api/script-media';
const FOLDERS = '/api/script-folders';

let page: FakePage;
let host: FakeHost;
beforeEach(async () => {
  ({ page, host } = openBesideClient());
  await openedOn(page, host, 'wmA');
});
afterEach(() => close(page));

const script = (scriptId: string, version = 1, text = '您好'): Script => ({
  scriptId,
  library: 'own',
  folderId: null,
  title: `话术 ${scriptId}`,
  parts: [{ kind: 'text', text }],
  version,
  isFavourite: false,
  uses: 0,
});
const refusal = (code: string) => ({ code, message: '', requestId: 'r' });
const photo = new File(['bytes of it'], '样机.png', { type: 'image/png' });

function begin(scriptId: string) {
  useWriting().begin(script(scriptId), 'own', null);
  return useWriting().draft!;
}

function change(scriptId: string, text: string) {
  begin(scriptId).parts = [{ kind: 'text', text }];
  useWriting().keep();
}

describe('a script that is being written', () => {
  it('is gone on with before another is begun', () => {
    const writing = useWriting();
    change('s1', '写了一半');
    writing.leave();
    writing.begin(null, 'own', null);

    expect(writing.draft).toMatchObject({ scriptId: 's1', parts: [{ text: '写了一半' }] });
    expect(writing).toMatchObject({ isOpen: true, isInTheWay: true });
    writing.close();
    begin('s2');
    expect(writing).toMatchObject({ isInTheWay: false, draft: { scriptId: 's2' } });
  });

  it('is in nobody’s way while nothing has been changed', () => {
    begin('s1');
    useWriting().leave();
    expect(useWriting().draft).toBeNull();
    expect(begin('s2').scriptId).toBe('s2');
  });

  it('shares nothing with the script until it is saved', () => {
    const before = script('s1');
    useWriting().begin(before, 'own', null);
    Object.assign(useWriting().draft!.parts[0]!, { text: '别的' });
    expect(before.parts).toEqual([{ kind: 'text', text: '您好' }]);
  });

  it('is not closed because one that was given up meanwhile is saved', async () => {
    const writing = useWriting();
    change('s1', '新的');
    void writing.save();
    await settled();
    writing.close();
    change('s2', '另一条');
    await page.answer(WRITE, 204, null);

    expect(writing).toMatchObject({ isOpen: true, draft: { scriptId: 's2' } });
  });

  it('gets no image or folder that was meant for another', async () => {
    const writing = useWriting();
    change('s1', '新的');
    void writing.attach('image', photo);
    await settled();
    writing.close();
    change('s2', '另一条');
    await page.answer(MEDIA, 201, { mediaId: 'm1' });
    expect(writing.draft?.parts).toHaveLength(1);

    void writing.addFolder('企业客户');
    await settled();
    writing.close();
    change('s3', '第三条');
    await page.answer(FOLDERS, 204, null);
    expect(writing.draft?.folderId).toBeNull();
  });

  it('gets what was meant for it', async () => {
    change('s1', '新的');
    void useWriting().attach('image', photo);
    await settled();
    expect(useWriting().doing).toBe('upload');
    await page.answer(MEDIA, 201, { mediaId: 'm1' });
    expect(useWriting().draft?.parts[1]).toEqual({ kind: 'image', mediaId: 'm1', fileName: '样机.png' });
  });

  it('and changed by somebody else meanwhile can be saved over theirs', async () => {
    const writing = useWriting();
    await changedByOthers();
    expect(writing.theirs).toMatchObject({ version: 4, parts: [{ text: '他们写的' }] });

    void writing.saveOverTheirs();
    await settled();
    expect(JSON.parse(page.bodyOf(WRITE))).toMatchObject({
      scriptId: 's1',
      basedOn: 4,
      parts: [{ text: '我写的' }],
    });
    await page.answer(WRITE, 204, null);
    expect(writing.draft).toBeNull();
  });

  it('and changed by somebody else meanwhile can be saved beside theirs', async () => {
    await changedByOthers();
    void useWriting().saveAsNew();
    await settled();
    expect(JSON.parse(page.bodyOf(WRITE))).toMatchObject({
      scriptId: expect.not.stringMatching(/^s1$/),
      basedOn: null,
      parts: [{ text: '我写的' }],
    });
  });

  it.each([
    ['https://a.example/x', true],
    ['https://', false],
    ['a.example', false],
  ])('has a link to %s: %j', (url, isWhole) => {
    begin('s1').parts = [{ kind: 'link', url, title: '官网', description: '', imageUrl: null }];
    expect(useWriting().isWhole).toBe(isWhole);
  });
});

async function changedByOthers() {
  change('s1', '我写的');
  void useWriting().save();
  await settled();
  await page.answer(WRITE, 409, refusal('SCRIPT_CHANGED'));
  const scripts = [script('s1', 4, '他们写的')];
  await page.answer(FIND, 200, { mayWriteCompany: false, folders: [], scripts, hasMore: false });
  expect(useWriting().problem).toMatchObject({ code: 'SCRIPT_CHANGED' });
}
